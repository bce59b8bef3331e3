"""This machine: folders, files written whole, hashes, devices, safe unpickling."""
