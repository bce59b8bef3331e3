"""Constants of the point decoder, which both ways to compute it share."""

OFFSET_SCALE = 8.0  # a patch reaches about an eighth of the unit sphere's radius
SAME_PLACE = 1e-4  # squared distance, unit sphere, below which two positions weigh the same
MOMENT_SCALES = (0.04, 0.08, 0.16)
"""Standard deviations, unit sphere, of the weights of a point's neighbours: from the distance
between neighbours of 2,048 points to the radius of a patch."""
MOMENTS = 10 * len(MOMENT_SCALES)
"""Numbers that say how the surface lies around a point: at each scale a mass, a mean and the six
second moments."""
LEAST_MASS = 1e-3  # of weights around a point, below which its moments fade to nothing
TINY = 1e-12  # keeps the square root's gradient finite on a centre
