"""Targets of stage 1: what an image model sees at the patches of a shape, from many sides."""
