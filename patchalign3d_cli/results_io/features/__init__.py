"""Encoded shapes as safetensors: the layout, its writer and its reader."""
