"""Values that a shell can complete where an option takes more than a few fixed words."""

from collections.abc import Callable, Iterator


def formats_of(registry: str) -> Callable[[str], list[str]]:
    """Complete the formats of a registry of `saving`, also the last one of several.

    Args:
        registry: Its name there, such as `SEGMENTATION_FORMATS`.
    """

    def complete(incomplete: str) -> list[str]:
        from patchalign3d_cli import saving

        before, comma, last = incomplete.rpartition(",")
        known = (suffix[1:] for suffix in getattr(saving, registry).suffixes)
        return [f"{before}{comma}{name}" for name in known if name.startswith(last)]

    return complete


def models(incomplete: str) -> Iterator[tuple[str, str]]:
    """Complete the models of this machine and those that can be fetched by name."""
    from patchalign3d_cli.models.registry import list_models

    for entry in list_models():
        if entry.name.startswith(incomplete):
            yield entry.name, entry.license
