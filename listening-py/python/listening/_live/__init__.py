"""Live decisions for voice agents: two tracks on one clock, and what voice frameworks ask for."""
