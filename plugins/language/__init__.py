"""Dates, numbers, claims, abbreviations, signs of a person."""
