"""What each kind of export holds."""
