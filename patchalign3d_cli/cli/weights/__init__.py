"""`pa3d weights`."""
