"""Sizes and constants of the region decoder, which both ways to compute it share."""

MOST_REGIONS = 96
"""Regions that are told apart: those with the most points; what is left counts as one."""
CRUMB = 4
"""A region with fewer points is a crumb: where most points lie in such, the file is a soup, and no
features are corrected."""
HEAD_WIDTH = 32  # of an attention head
SHAPE_NUMBERS = 22
"""Numbers that say what a region is beside its mean feature: its centroid, the corners and the
sides of its box (3 each), the covariance of its points (6), its share of the shape twice, how many
regions there are, and how alike its points are."""
POINT_NUMBERS = 9
"""Numbers that say where a point lies: in the shape, in its region's box, about its centroid."""
COVARIANCE_SCALE = 4.0  # brings the covariance of points of the unit sphere near 1
LOGARITHM_SCALE = 0.25  # brings logarithms of shares and counts near 1
THINNEST = 0.02  # unit sphere: a side that counts as no thinner
