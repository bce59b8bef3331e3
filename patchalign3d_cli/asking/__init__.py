"""What an encoded shape can be asked beyond its parts: heat, features, words that fit."""

from patchalign3d_cli.asking.heat import place_heat, text_heat
from patchalign3d_cli.asking.places import Place, describe_place, parse_place, place_vector
from patchalign3d_cli.asking.principal import PrincipalColors, principal_colors
from patchalign3d_cli.asking.suggestion import SuggestedPart, Suggestion, suggest_parts
from patchalign3d_cli.asking.tables import feature_tables

__all__ = [
    "Place",
    "PrincipalColors",
    "SuggestedPart",
    "Suggestion",
    "describe_place",
    "feature_tables",
    "parse_place",
    "place_heat",
    "place_vector",
    "principal_colors",
    "suggest_parts",
    "text_heat",
]
