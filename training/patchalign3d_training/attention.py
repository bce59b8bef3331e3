"""Which of PyTorch's attention kernels a training step takes."""

import contextlib
from collections.abc import Iterator

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel


@contextlib.contextmanager
def quick_attention(device: str) -> Iterator[None]:
    """Pick attention's plain kernel on the CPU, in the precision that it is given.

    Measured on two cores with AMX: the fused kernel's backward in bfloat16 took a quarter of the
    step, and widening inside the plain kernel a sixth.

    Args:
        device: The device's type.
    """
    if device != "cpu":
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
