"""What goes out: one writer a format, a palette, a registry by suffix."""
