"""Pictures of coloured shapes, computed on the CPU: no display, no GPU, no window."""
