"""What editors and operators run."""
