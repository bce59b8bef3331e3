"""Which of PyTorch's attention kernels a training step takes."""

import contextlib
from collections.abc import Iterator

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel


@contextlib.contextmanager
def quick_attention(device: str) -> Iterator[None]:
    """Pick attention's plain kernel for half precision on the CPU, without widening.

    Measured on two cores with AMX: the fused kernel's backward in bfloat16 took a quarter of the
    step, and widening inside the plain kernel a sixth. In float32 the fused kernel is a sixth
    quicker than the plain one.

    Args:
        device: The device's type.
    """
    if device != "cpu" or not torch.is_autocast_enabled(device):
        yield
        return
    backends = torch.backends.cuda  # the switch's home; it holds for every device
    allowed = backends.fp16_bf16_reduction_math_sdp_allowed()
    backends.allow_fp16_bf16_reduction_math_sdp(True)
    try:
        with sdpa_kernel([SDPBackend.MATH]):
            yield
    finally:
        backends.allow_fp16_bf16_reduction_math_sdp(allowed)
