"""The types that `listening.types` offers: those of a report, and those that are no part of one."""
