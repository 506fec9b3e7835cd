"""What all rooms share; knows neither Pelican nor the rooms."""
