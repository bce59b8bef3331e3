"""The sizes that a rifle's pieces share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RifleSizes:
    """A rifle whose bore lies along z; the trigger hangs below the origin.

    Attributes:
        kind: "assault", "bolt", "shotgun", "machine", "musket" or "science".
        muzzle: Where the barrel ends.
        front: Where the receiver ends and the barrel leaves it.
        rear: Where the receiver begins, below 0.
        height: Of the receiver.
        thick: Of the receiver, along x.
        bore: Radius of the barrel.
        sides: Corners of what is round: few for a low-poly look.
    """

    kind: str
    muzzle: float
    front: float
    rear: float
    height: float
    thick: float
    bore: float
    sides: int

    @property
    def bottom(self) -> float:
        """Height of the receiver's underside: most of it lies below the bore."""
        return -0.6 * self.height

    @property
    def roof(self) -> float:
        """Height of the receiver's top."""
        return 0.4 * self.height
