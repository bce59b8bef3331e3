"""`pa3d features`."""
