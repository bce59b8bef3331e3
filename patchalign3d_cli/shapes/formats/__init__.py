"""One file or folder a format that shapes are read from."""
