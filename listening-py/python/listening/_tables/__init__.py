"""Long tables over calls: legs, events, talkspurts, turns, measures and marks, with whose call each row is of."""
