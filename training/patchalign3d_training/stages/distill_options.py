"""Options of stage 1."""

from dataclasses import dataclass, field

from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.loop.run_options import RunOptions


@dataclass(frozen=True)
class DistillOptions(RunOptions):
    """How stage 1 trains; the defaults are the published ones.

    Attributes:
        batches: How clouds become a batch; what concerns labels and words does not count here.
    """

    batches: BatchOptions = field(default_factory=BatchOptions)
