"""Headers of records: events, figures, recommendations, routes, rules, services, sources, terms."""
