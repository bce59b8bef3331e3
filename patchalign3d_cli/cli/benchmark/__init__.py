"""`pa3d benchmark`: accuracy, beside the published figures."""
