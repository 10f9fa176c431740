"""A picture of every screen in a filled, realistic state."""
