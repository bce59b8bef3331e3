"""`pa3d segment`."""
