"""Results as GLB."""
