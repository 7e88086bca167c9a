"""A simulated team of agents to try everything on, re-timed from the demo call."""
