"""Results as NumPy archives."""
