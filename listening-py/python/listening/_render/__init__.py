"""Reports for reading: text, pages, plots, and files of other programs."""
