"""Results as 3MF."""
