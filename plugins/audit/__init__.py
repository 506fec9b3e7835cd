"""A finished site looked at from outside, by rules that do not know how it was made."""
