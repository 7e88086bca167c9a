"""What public values are made of: errors, JSON values, tables."""
