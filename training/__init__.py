"""Trains the speech network that listening-core ships: see README.md."""
