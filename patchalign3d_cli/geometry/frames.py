"""The model's frame and the way there and back."""

from typing import NamedTuple

import torch
from torch import Tensor


class Frame(NamedTuple):
    """What normalising took away.

    Attributes:
        center: (B, 1, 3), mean of the points.
        scale: (B, 1, 1), largest distance from it.
    """

    center: Tensor
    scale: Tensor


class Normalized(NamedTuple):
    """Points in the unit sphere, and the frame that leads back.

    Attributes:
        points: (B, N, 3), unit sphere.
        frame: The frame.
    """

    points: Tensor
    frame: Frame


def normalize(points: Tensor) -> Normalized:
    """Move the mean to the origin and scale the farthest point to distance 1.

    The ShapeNetPart protocol's normalisation. Computed in double precision, so that units of any
    size survive.

    Args:
        points: (B, N, 3), any units.

    Returns:
        `Normalized`, points of the input's dtype, the frame in float64. Points that are all the
        same stay at the origin, with scale 1.
    """
    wide = points.double()
    center = wide.mean(dim=1, keepdim=True)  # (B, 1, 3)
    extent = (wide - center).abs().amax(dim=(1, 2), keepdim=True)  # (B, 1, 1)
    extent = torch.where(extent > 0, extent, torch.ones_like(extent))
    # Squares of very small or large units would leave the range: measure in units of the extent.
    reach = ((wide - center) / extent).norm(dim=2, keepdim=True).amax(dim=1, keepdim=True)
    scale = extent * torch.where(reach > 0, reach, torch.ones_like(reach))  # (B, 1, 1)
    frame = Frame(center, scale)
    return Normalized(to_frame(points, frame), frame)


def to_frame(points: Tensor, frame: Frame) -> Tensor:
    """File units to the unit sphere: (B, N, 3) -> (B, N, 3)."""
    return ((points.double() - frame.center) / frame.scale).to(points.dtype)


def from_frame(points: Tensor, frame: Frame) -> Tensor:
    """The unit sphere back to file units: (B, N, 3) -> (B, N, 3) float64."""
    return points.double() * frame.scale + frame.center


def exchange_yz(points: Tensor) -> Tensor:
    """Exchange y and z: (..., 3) -> (..., 3).

    The model's frame is the file's y-up frame under this reflection, in training and inference
    alike. It is its own inverse.
    """
    return points[..., [0, 2, 1]]
