"""Constants of the point decoder, which both ways to compute it share."""

OFFSET_SCALE = 8.0  # a patch reaches about an eighth of the unit sphere's radius
SAME_PLACE = 1e-4  # squared distance, unit sphere, below which two positions weigh the same
TINY = 1e-12  # keeps the square root's gradient finite on a centre
