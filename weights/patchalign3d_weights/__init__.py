"""Data of the bundled models: one model directory each."""
