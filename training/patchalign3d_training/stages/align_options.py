"""Options of stage 2."""

from dataclasses import dataclass, field
from typing import Literal

from patchalign3d_cli.choices import check_choice
from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.loop.run_options import RunOptions

Trainable = Literal["published", "all", "decoder", "regions"]
Evaluate = Literal["val", "generated"]


@dataclass(frozen=True)
class AlignOptions(RunOptions):
    """How stage 2 trains; the defaults are the published ones.

    Attributes:
        trainable: `published` trains the last block, the final norm, `reduce_dim`, the CLS token
            and position, the head and the scale; `all` trains everything, `decoder` the point
            decoder (and the scale) alone, `regions` the region decoder alone.
        balance: How far the loss leans towards the small parts of a shape: their positive weight
            grows with (mean share of its parts / own share) to this power. 0 as published.
        evaluate_every: Epochs between two evaluations by mean IoU; 0 for none.
        evaluate: What is evaluated: `val`, the points of the validation split by the published
            protocol, or `generated`, meshes of the generator that no training set holds.
        evaluate_count: Shapes of each category of the generator.
        point_neighbors: Give the model a point decoder (ours, not published) that listens to so
            many patches; it learns from the loss on points. 0 takes it away; unset keeps the
            model's.
        local_geometry: Let the point decoder read how the surface lies around a point (ours);
            unset keeps what the model does.
        region_depth: Give the model a region decoder (ours) of so many blocks, which corrects
            the features of points by the nodes, materials and shells of their mesh; it learns
            from the loss on points. 0 takes it away; unset keeps the model's.
        region_width: Width of the region decoder, a multiple of 32; unset keeps the model's.
        batches: How clouds become a batch.
    """

    trainable: Trainable = "published"
    balance: float = 0.0
    evaluate_every: int = 0
    evaluate: Evaluate = "val"
    evaluate_count: int = 4
    point_neighbors: int | None = None
    local_geometry: bool | None = None
    region_depth: int | None = None
    region_width: int | None = None
    batches: BatchOptions = field(default_factory=BatchOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("trainable", self.trainable, Trainable)
        check_choice("evaluate", self.evaluate, Evaluate)
        if not 0 <= self.balance <= 1:
            raise ConfigError(f"balance must lie between 0 and 1, it is {self.balance}")
        if self.evaluate_every < 0:
            raise ConfigError(f"evaluate_every must not be below 0, it is {self.evaluate_every}")
        if self.evaluate_count < 1:
            raise ConfigError(f"evaluate_count must be at least 1, not {self.evaluate_count}")
