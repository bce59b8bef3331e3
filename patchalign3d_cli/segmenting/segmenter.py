"""Encode once, query many: from a shape to its named parts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.interface import Encoder
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.results import ModelIdentity, PartSegmentation, ShapeFeatures
from patchalign3d_cli.segmenting.adjustment import adjusted_scores, is_adjusted
from patchalign3d_cli.segmenting.checks import check_same_model
from patchalign3d_cli.segmenting.clicks import Click, follow_clicks, with_features
from patchalign3d_cli.segmenting.contest import Asker, open_contest
from patchalign3d_cli.segmenting.elements import label_elements
from patchalign3d_cli.segmenting.encoding import draw_passes, gather_passes, model_points
from patchalign3d_cli.segmenting.regions import follow_regions
from patchalign3d_cli.segmenting.symmetry import both_sides_vote, mirrored_scores
from patchalign3d_cli.segmenting.transfer import Carrier
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_cli.text.labels import checked_parts
from patchalign3d_cli.text.taught_words import TaughtWords


class Segmenter:
    """A model and its text encoder, ready to name parts.

    Args:
        model: The model, in its form for inference.
        labels: Embeds part names; None for a model that answers no words.
        identity: What results say about the model.
        words: Words that it was taught by examples; they go before its own.
    """

    def __init__(
        self,
        model: Encoder,
        labels: LabelEncoder | None,
        identity: ModelIdentity,
        words: TaughtWords | None = None,
    ) -> None:
        self.model = model
        self.labels = labels
        self.identity = identity
        self.words = words

    def with_words(self, words: TaughtWords) -> "Segmenter":
        """The same model, which also knows words that it was taught.

        Args:
            words: What `teach` or `load_words` returned.

        Raises:
            ModelError: Another model was taught, or the words are damaged.
        """
        name, sha256 = self.identity.name, self.identity.sha256
        words.check_model(name, sha256, self.model.config.feature_dim)
        return Segmenter(self.model, self.labels, self.identity, words)

    @property
    def device(self) -> str:
        """Where the model runs: `cpu`, `cuda:0`, `mps`."""
        return self.model.device

    @property
    def where(self) -> str:
        """What computes the model, and where: `cpu (light)`, `cuda:0 (torch)`."""
        return f"{self.model.device} ({self.model.backend})"

    @property
    def asker(self) -> Asker:
        """What of it is needed to ask words of encoded patches."""
        return Asker(self.embed, self.model.config, self.identity)

    def encode(self, shape: Any, options: EncodeOptions | None = None) -> ShapeFeatures:
        """Encode a shape.

        Args:
            shape: A mesh or a cloud: a `Shape`, or what `load_shape` makes one of (a path, an
                array of points, a pair of vertices and faces, a trimesh ...).
            options: How; None for the defaults.

        Returns:
            Its patches' features, which can be asked again and again.
        """
        return self.encode_many([shape], options)[0]

    def encode_many(
        self, shapes: Sequence[Any], options: EncodeOptions | None = None
    ) -> tuple[ShapeFeatures, ...]:
        """Encode several shapes in one batch; their numbers of points may differ.

        Args:
            shapes: Meshes or clouds, at least one; see `encode`.
            options: How; None for the defaults.

        Returns:
            The patches' features of each, in order.

        Raises:
            ModelError: The features are no numbers.
        """
        options = options or EncodeOptions()
        shapes = [load_shape(shape) for shape in shapes]
        count = options.points or self.model.config.encoder.points
        passes = draw_passes(shapes, count, options)
        inside = [
            model_points(drawn.points, shapes[number // options.passes].up)
            for number, drawn in enumerate(passes)
        ]
        encoded = self.model.encode(inside)
        if not np.isfinite(encoded.features).all():
            raise ModelError(
                f"{self.identity.name} gives features that are no numbers; its weights are damaged:"
                " fetch or convert the model again"
            )
        gathered = gather_passes(shapes, self.identity, options, passes, encoded)
        if not options.regions:
            return gathered
        return tuple(follow_regions(features, self.model) for features in gathered)

    def embed(self, words: Sequence[str], category: str | None = None) -> NDArray[np.float32]:
        """Vectors of words, (L, D), in the space of the patches' features.

        They are of unit length, but for those that were taught by examples.

        Raises:
            ModelError: The model answers no words, its text encoder is not here, or gives vectors
                that are no numbers.
        """
        if self.words is None or not words:
            return self._embed(words, category)
        rows = [self.words.find(word) for word in words]
        missing = [word for word, row in zip(words, rows, strict=True) if row is None]
        own = iter(self._embed(missing, category) if missing else ())
        return np.stack([next(own) if row is None else row for row in rows])

    def _embed(self, words: Sequence[str], category: str | None) -> NDArray[np.float32]:
        if self.labels is None:
            raise ModelError(
                f"{self.identity.name} was not aligned with words (stage 1); use a stage-2 model"
            )
        vectors = self.labels.embed(words, category)
        if not np.isfinite(vectors).all():
            raise ModelError(
                f"the words' vectors of {self.identity.name} are no numbers: its text bank or tower"
                " is damaged; fetch or build it again"
            )
        return vectors

    def query(
        self,
        features: ShapeFeatures,
        parts: str | Sequence[str],
        *,
        category: str | None = None,
        text: NDArray[np.float32] | None = None,
        options: QueryOptions | None = None,
        carry: Carrier | None = None,
    ) -> PartSegmentation:
        """Name every face (or point) of an encoded shape.

        Args:
            features: What `encode` returned.
            parts: L part names in plain words; they compete. `other` is what fits no other part. A
                text is split at commas.
            category: What the shape is ("chair"), to ask with category prompts; None asks for the
                parts alone.
            text: (L, D) vectors of the parts, where they are known; None embeds the names.
            options: How; None for the defaults.
            carry: What carries scores to the elements and smooths them as the options say, where
                that is known from an earlier question; faces that are subdivided need their own.

        Returns:
            The labelled shape.

        Raises:
            PartsError: The names are empty, doubled, too long or too many.
            ModelError: Another model encoded the shape, or the model answers no words, or its text
                encoder is not here.
        """
        options = options or QueryOptions()
        names = checked_parts(parts)
        self.check_features(features)
        contest = open_contest(
            features.features, names, self.asker, category=category, text=text, other=options.other
        )
        voted = both_sides_vote(features, names, options)
        logits = contest.logits  # (P, L or L + 1)
        logits = mirrored_scores(features, logits) if voted else logits
        taught = self.words is not None and bool(self.words.known(names))
        adjusted = is_adjusted(contest, names, options, taught=taught)
        logits = adjusted_scores(logits) if adjusted else logits
        contest = contest._replace(logits=logits)
        labelled = label_elements(features, contest, names, self.asker, options, carry)
        return PartSegmentation(
            source=labelled.shape,
            parts=names,
            labels=labelled.decision.labels,
            confidence=labelled.decision.confidence,
            scores=labelled.scores,
            model=features.model,
            options={
                **features.options,
                "assignment": options.assignment,
                "query_seed": options.seed,
                "category": category or "",
                **({} if self.words is None else self.words.option(names)),
                "temperature": self.model.config.answer_temperature,
                "refine": options.refine,
                "smoothing": options.smoothing,
                "threshold": options.threshold,
                "other": options.other,
                **({"symmetry": True} if voted else {}),
                **({"adjustment": True} if adjusted else {}),
                **contest.options | labelled.options,
            },
            source_faces=labelled.source_faces,
            features=features,
        )

    def refine(self, result: PartSegmentation, clicks: Sequence[Click]) -> PartSegmentation:
        """Correct a result by clicks: what is near and alike follows, everything else stays.

        The shape of a result that was read from a file is encoded again, as the first time, and a
        warning says so. `follow_clicks` says what comes back.

        Args:
            result: A labelled shape.
            clicks: What somebody says about some of its elements, in order; see `Click`.

        Raises:
            ConfigError: A click is on nothing, or takes away a part that is not there.
        """
        if result.features is None:
            result = with_features(result, self.encode)
        return follow_clicks(result, clicks, result.features)

    def check_features(self, features: ShapeFeatures) -> None:
        """Raise a `ModelError` where another model encoded a shape."""
        check_same_model(features.model, self.identity)

    def segment(
        self,
        shape: Any,
        parts: str | Sequence[str],
        *,
        category: str | None = None,
        encode: EncodeOptions | None = None,
        query: QueryOptions | None = None,
    ) -> PartSegmentation:
        """Encode a shape and name its parts: `encode`, then `query`."""
        parts = checked_parts(parts)  # before the costly half
        return self.query(self.encode(shape, encode), parts, category=category, options=query)
