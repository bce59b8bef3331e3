"""Pure operations on points, in numpy."""
