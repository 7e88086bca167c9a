"""Reports for looking at: cards in a notebook, and pages that need nothing but a browser."""
