"""Calls that are given for tracking and for calibrating."""
