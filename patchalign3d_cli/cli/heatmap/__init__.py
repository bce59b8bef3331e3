"""`pa3d heatmap`."""
