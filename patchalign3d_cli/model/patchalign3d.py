"""PatchAlign3D: a 3D patch encoder whose patches live in a text encoder's space."""

import copy
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import torch
from huggingface_hub import PyTorchModelHubMixin, hf_hub_download
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config import CONFIG_FILE, ModelConfig
from patchalign3d_cli.model.heads import FeatureHead
from patchalign3d_cli.model.neighbors import repeating_slots
from patchalign3d_cli.model.patch_encoder import build_patch_encoder
from patchalign3d_cli.model.patches import Patches, gather_points, group_patches
from patchalign3d_cli.model.point_decoder import PointDecoder
from patchalign3d_cli.model.point_net import FoldedPointNet, PointNet
from patchalign3d_cli.model.region_decoder import RegionDecoder
from patchalign3d_cli.model.tensors import WEIGHTS_FILE, check_tensors, not_finite, tensor_shapes


class PatchFeatures(NamedTuple):
    """What the model says about a batch of clouds.

    With a point decoder each point is a patch of itself: P is N and K is 1.

    Attributes:
        features: (B, P, D), unit length.
        centers: (B, P, 3), unit sphere, model frame.
        indices: (B, P, K) int64, members of each patch.
        center_indices: (B, P) int64, the point that each centre is.
    """

    features: Tensor
    centers: Tensor
    indices: Tensor
    center_indices: Tensor


class PatchAlign3D(
    nn.Module,
    PyTorchModelHubMixin,
    library_name="pa3d",
    repo_url="https://arxiv.org/abs/2601.02457",
    tags=["part-segmentation", "point-cloud", "open-vocabulary"],
):
    """Groups points into patches, encodes them and projects them.

    Args:
        model_config: Every number of the model. (Not called `config`: the mixin would decode an
            argument of that name by itself, without the nested parts.)
    """

    def __init__(self, model_config: ModelConfig) -> None:
        super().__init__()
        self.config = model_config
        self.encoder = build_patch_encoder(model_config.encoder)
        self.head = FeatureHead(model_config.encoder.width, model_config.feature_dim)
        self.decoder = None
        if model_config.point_neighbors:
            self.decoder = PointDecoder(
                model_config.encoder.width,
                model_config.point_neighbors,
                local_geometry=model_config.local_geometry,
            )
        self.region_decoder = None
        if model_config.region_depth:
            self.region_decoder = RegionDecoder(
                model_config.feature_dim, model_config.region_width, model_config.region_depth
            )

    def forward(self, points: Tensor, lengths: Tensor | None = None) -> PatchFeatures:
        """Encode clouds in one pass.

        Args:
            points: (B, N, 3), unit sphere, model frame (y and z exchanged).
            lengths: (B,) int64, how many points of each row are real; None where all are.

        Returns:
            `PatchFeatures`.
        """
        sizes = self.config.encoder
        patches = group_patches(points, sizes.patches, sizes.patch_size, lengths)
        features, decoded = self.features(points, patches)
        if decoded is None:
            return PatchFeatures(features, patches.centers, patches.indices, patches.center_indices)
        batch, size, _ = points.shape
        slots = repeating_slots(batch, size, size, lengths, points.device)  # (B, N)
        return PatchFeatures(
            gather_points(decoded, slots), gather_points(points, slots), slots[..., None], slots
        )

    def features(self, points: Tensor, patches: Patches) -> tuple[Tensor, Tensor | None]:
        """Features of the patches, and of points where the model decodes them.

        Args:
            points: (B, M, 3), unit sphere, model frame: where to decode.
            patches: The patches of the clouds.

        Returns:
            (B, P, D) and (B, M, D) or None, unit length.
        """
        described = self.encoder.describe(patches)  # (B, P, C)
        tokens = self.encoder.contextualize(described, patches.centers)  # (B, P, C)
        if self.decoder is None:
            return self.head(tokens), None
        decoded = self.decoder(
            points, patches.centers, patches.offsets, described, tokens
        )  # (B, M, C)
        return self.head(tokens), self.head(decoded)

    def for_inference(self) -> "PatchAlign3D":
        """Return a frozen copy in evaluation mode with the mini-PointNet folded.

        The copy computes the same function faster; it is not for training or saving.
        """
        fast = copy.deepcopy(self)
        net = fast.encoder.point_net
        if isinstance(net, PointNet):
            fast.encoder.point_net = FoldedPointNet(net)
        return fast.eval().requires_grad_(False)

    def load_weights(self, path: Path) -> None:
        """Fill the model from a safetensors file, strictly; half precision becomes single.

        Raises:
            ModelError: The file is missing or damaged, or its tensors are not this model's.
        """
        try:
            tensors = load_file(path)
        except (OSError, SafetensorError) as error:
            raise ModelError(
                f"cannot read the weights {path}: {error}; fetch or convert the model again"
            ) from error
        shapes = {name: tensor.shape for name, tensor in tensors.items()}
        check_tensors(tensor_shapes(self.config), shapes, str(path))
        for name, tensor in tensors.items():
            if tensor.is_floating_point() and not torch.isfinite(tensor).all():
                raise not_finite(name, str(path))
        self.load_state_dict(tensors, strict=True)

    def write_weights(self, path: Path, dtype: torch.dtype = torch.float32) -> None:
        """Write the model's tensors as safetensors, floating-point ones in `dtype`."""
        tensors = {
            key: (value.to(dtype) if value.is_floating_point() else value).contiguous().cpu()
            for key, value in self.state_dict().items()
        }
        save_file(tensors, path, metadata={"format": "pt"})

    def _save_pretrained(self, save_directory: Path) -> None:
        self.config.save(save_directory)
        self.write_weights(save_directory / WEIGHTS_FILE)

    @classmethod
    def _from_pretrained(
        cls,
        *,
        model_id: str,
        revision: str | None,
        cache_dir: str | Path | None,
        force_download: bool,
        local_files_only: bool,
        token: str | bool | None,
        map_location: str = "cpu",
        strict: bool = True,
        **model_kwargs: Any,
    ) -> "PatchAlign3D":
        if not strict or model_kwargs:
            raise ModelError(
                f"{model_id}: a model loads strictly and as its config.json says; leave out"
                " strict=False and other arguments"
            )
        directory = Path(model_id)
        if not directory.is_dir():
            fetch = partial(
                hf_hub_download,
                model_id,
                revision=revision,
                cache_dir=cache_dir,
                force_download=force_download,
                token=token,
                local_files_only=local_files_only,
            )
            fetch(WEIGHTS_FILE)
            directory = Path(fetch(CONFIG_FILE)).parent
        model = cls(ModelConfig.load(directory))
        model.load_weights(directory / WEIGHTS_FILE)
        return model.to(map_location).eval()
