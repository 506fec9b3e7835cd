"""What pages and outputs share: views, notes, citations, cards."""
