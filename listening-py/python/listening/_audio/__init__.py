"""Audio in: recordings, arrays, who talked when, and words with their times."""
