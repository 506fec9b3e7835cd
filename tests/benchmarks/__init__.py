"""What `python3 tasks.py bench` runs."""
