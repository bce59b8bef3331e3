"""What an encoded shape can be asked beyond its parts: heat, features, words that fit."""

from patchalign3d_cli.asking.clicks import parse_click, parse_clicks
from patchalign3d_cli.asking.heat import location_heat, text_heat
from patchalign3d_cli.asking.locations import (
    Location,
    describe_location,
    location_feature,
    parse_location,
)
from patchalign3d_cli.asking.principal import PrincipalColors, principal_colors
from patchalign3d_cli.asking.suggestion import (
    SuggestedPart,
    Suggestion,
    suggest_parts,
    suggestion_record,
)
from patchalign3d_cli.asking.tables import feature_tables
from patchalign3d_cli.asking.teaching import teach

__all__ = [
    "Location",
    "PrincipalColors",
    "SuggestedPart",
    "Suggestion",
    "describe_location",
    "feature_tables",
    "parse_click",
    "parse_clicks",
    "parse_location",
    "location_heat",
    "location_feature",
    "principal_colors",
    "suggest_parts",
    "suggestion_record",
    "teach",
    "text_heat",
]
