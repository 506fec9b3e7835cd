"""What every package may use: clock, hashes, files, workers, problems and progress."""
