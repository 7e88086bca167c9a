"""Settings of a call, as the engine takes them."""
