"""Pages of records: sources, figures, rules, terms, services and recommendations."""
