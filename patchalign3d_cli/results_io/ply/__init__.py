"""Results as PLY."""
