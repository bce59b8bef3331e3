"""Pure tensor operations on points."""
