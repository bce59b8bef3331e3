"""What an encoded shape can be asked beyond its parts: heat, features, words that fit, its pose."""

from patchalign3d_cli.asking.heat import place_heat, text_heat
from patchalign3d_cli.asking.places import Place, describe_place, parse_place, place_vector
from patchalign3d_cli.asking.pose import FoundUp, find_up
from patchalign3d_cli.asking.principal import PrincipalColors, principal_colors
from patchalign3d_cli.asking.suggestion import SuggestedPart, Suggestion, suggest_parts
from patchalign3d_cli.asking.tables import feature_tables
from patchalign3d_cli.asking.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "FoundUp",
    "Place",
    "PrincipalColors",
    "SuggestedPart",
    "Suggestion",
    "Vocabulary",
    "describe_place",
    "feature_tables",
    "find_up",
    "load_vocabulary",
    "parse_place",
    "place_heat",
    "place_vector",
    "principal_colors",
    "suggest_parts",
    "text_heat",
]
