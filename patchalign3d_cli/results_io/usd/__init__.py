"""Results as USD: text (usda) or a package (usdz)."""
