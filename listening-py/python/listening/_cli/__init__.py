"""The command ``listening``."""
