"""Reports in the forms that other programs read: diarisation, annotation, subtitles, contact analytics."""
