"""Long tables over calls: events, talkspurts, turns and measures, with whose call each row is of."""
