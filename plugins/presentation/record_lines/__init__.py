"""What pages and feeds say of figures, rules and recommendations, each in a line."""
