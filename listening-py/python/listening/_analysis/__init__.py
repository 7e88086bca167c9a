"""A whole call in, a report or an inspection out."""
