"""Results corrected by clicks: what is near and alike follows, everything else stays."""

from patchalign3d_cli.segmenting.clicks.click import Click
from patchalign3d_cli.segmenting.clicks.following import follow_clicks, with_features
from patchalign3d_cli.segmenting.clicks.likeness import FeatureSites, feature_sites

__all__ = ["Click", "FeatureSites", "follow_clicks", "feature_sites", "with_features"]
