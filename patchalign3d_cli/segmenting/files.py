"""From a file to an encoded shape, and to a labelled one: the whole way in one call."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from patchalign3d_cli.errors import ConfigError, ShapeError
from patchalign3d_cli.pieces import split
from patchalign3d_cli.pieces.side_names import named_by_side
from patchalign3d_cli.results import PartSegmentation, SceneObjects, ShapeFeatures, doubt_warnings
from patchalign3d_cli.results_io import is_result, load_features
from patchalign3d_cli.results_io.features.layout import is_features_file
from patchalign3d_cli.scenes.objects import find_objects
from patchalign3d_cli.segmenting.corrections import correct_file
from patchalign3d_cli.segmenting.discovery import AUTO, check_auto, recut_file
from patchalign3d_cli.segmenting.doubts import find_doubts
from patchalign3d_cli.segmenting.labelling import label_features, label_objects
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.transfer import Carrier
from patchalign3d_cli.segmenting.translated import AskedNames, ask_in_english
from patchalign3d_cli.segmenting.upright import UprightShape, load_upright
from patchalign3d_cli.text.labels import check_parts, part_names
from patchalign3d_cli.text.sides import parse_side


def segment_file(
    path: str | Path,
    parts: str | Sequence[str],
    request: SegmentRequest | None = None,
    *,
    segmenter: Segmenter | None = None,
) -> PartSegmentation:
    """Label every face of a mesh (every point of a cloud) in a file: what `pa3d segment` does.

    Nothing is printed; `PartSegmentation.warnings` lists what the user should look at.

    Args:
        path: The shape's file, or its features as `save_features` wrote them, which are asked
            without being encoded again.
        parts: Part names; a text is split at commas, as `--parts` is. Some words of other languages
            are asked in English, and a doubt says so. Where there is one alone,
            what does not fit it stays unlabelled, as with `other`. None of them where the file is a
            result of pa3d, which the clicks of the request correct where it has any. `auto` asks
            for the parts that the shape has by itself; then the file may be a JSON result that
            holds their tree.
        request: How; None for the defaults, which are those of the command.
        segmenter: The model; None loads the default one. Load one by `load_segmenter` and pass it
            where there are several files.

    Raises:
        ShapeError: The shape cannot be read, or `path` is none.
        OutputError: The features cannot be read.
        PartsError: The names are empty, doubled, too long or too many.
        ModelError: The model is missing or damaged, answers no words, did not make the features,
            or is not calibrated where `other` asks for that.
        ConfigError: The request does not go with the file.
    """
    request = request or SegmentRequest()
    if not isinstance(path, str | os.PathLike):
        raise ShapeError(
            f"segment_file takes the path of a file, not {type(path).__name__}; with `segmenter ="
            " load_segmenter()`, `segmenter.segment(shape, parts)` takes arrays, meshes and what"
            ' `load_shape(data, format="glb")` makes of bytes'
        )
    names = part_names(parts)
    if not names and (request.clicks or is_result(path)):
        return correct_file(path, request, segmenter or load_segmenter())
    check_auto(request, names)
    if names == (AUTO,) and is_result(path):
        return recut_file(path, request)
    check_parts(names)  # before the costly half
    segmenter = segmenter or load_segmenter()
    if not request.per_object:
        features = encode_file(path, segmenter, request, names)
        return segment_features(features, names, request, segmenter)
    if is_features_file(path):
        raise ConfigError(f"{path} was encoded as a whole; --per-object wants the scene's own file")
    read = load_upright(path, segmenter, request, names)
    objects = find_objects(read.shape, request.cluster)
    return segment_scene(read, objects, names, request, segmenter)


def segment_features(
    features: ShapeFeatures,
    parts: Sequence[str],
    request: SegmentRequest,
    segmenter: Segmenter,
    carry: Carrier | None = None,
) -> PartSegmentation:
    """Label an encoded shape: what `segment_file` does once it has read and encoded its file.

    Args:
        features: The encoded shape.
        parts: The part names.
        request: How; what it says about reading and encoding does not count any more.
        segmenter: The model.
        carry: As in `Segmenter.query`.

    Raises:
        PartsError: The names are empty, doubled, too long or too many.
        ModelError: The model answers no words, did not make the features, or is not calibrated
            where `other` asks for that.
    """
    asked = ask_in_english(segmenter, parts)
    result = label_features(features, asked.words, request, segmenter, carry)
    return _with_doubts(result, asked, request, segmenter)


def segment_scene(
    read: UprightShape,
    objects: SceneObjects,
    parts: Sequence[str],
    request: SegmentRequest,
    segmenter: Segmenter,
) -> PartSegmentation:
    """Label each object of a scene by itself: what `segment_file` does once it has read its file.

    Args:
        read: The scene.
        objects: What `find_objects` found in it.
        parts: The part names.
        request: How.
        segmenter: The model.

    Raises:
        ModelError: The model answers no words, or is not calibrated where `other` asks for that.
    """
    asked = ask_in_english(segmenter, parts)
    result = label_objects(read, objects, asked.words, request, segmenter)
    return _with_doubts(result, asked, request, segmenter)


def _with_doubts(
    result: PartSegmentation, asked: AskedNames, request: SegmentRequest, segmenter: Segmenter
) -> PartSegmentation:
    """A result with what is to be said about it, taken apart where that was asked for."""
    result = asked.answered(result)
    doubts = find_doubts(segmenter, result, request.category, asked.translations)
    warnings = (
        *result.source.warnings,
        *result.warnings,
        *request_warnings(segmenter, asked.parts, request),
        *doubt_warnings(doubts),
    )
    result = replace(result, warnings=warnings, doubts=doubts)
    if request.clicks:
        result = segmenter.refine(result, request.clicks)
    if request.split is None:
        return result
    result = split(result, request.split, gap=request.gap)
    return named_by_side(result, request.front) if request.name_sides else result


def encode_file(
    path: str | Path,
    segmenter: Segmenter,
    request: SegmentRequest | None = None,
    parts: Sequence[str] = (),
) -> ShapeFeatures:
    """Encode the shape in a file, or read it where the file holds it encoded.

    Args:
        path: The shape's file, or its features.
        segmenter: The model.
        request: Says how the file is read and encoded; None for the defaults.
        parts: Its part names, where they are known; they help to tell which axis is up.

    Returns:
        The features; what was noticed is in the warnings of their source, and how sure an axis is
        that was found by trying in their option `up_confidence`.

    Raises:
        ShapeError: The shape cannot be read.
        OutputError: The features cannot be read.
        ModelError: Another model made the features.
        ConfigError: The features are to be read or encoded in another way.
    """
    request = request or SegmentRequest()
    if is_features_file(path):
        features = read_encoded(path, request)
        segmenter.check_features(features)
        return features
    return load_upright(path, segmenter, request, parts).encoded(segmenter, request.encode)


def read_encoded(path: str | Path, request: SegmentRequest) -> ShapeFeatures:
    """Read an encoded shape of which a request wants nothing else.

    Args:
        path: The features.
        request: Must not say how the shape is read or encoded.

    Raises:
        OutputError: The features cannot be read.
        ConfigError: The request says how.
    """
    plain = SegmentRequest(seed=request.seed)
    if (request.up, request.reading, request.encode) != (None, plain.reading, plain.encode):
        raise ConfigError(
            f"{path} is encoded already; leave out what says how to read and encode it (up,"
            " columns, points, passes, best quality), or give the shape's own file"
        )
    return load_features(path)


def request_warnings(
    segmenter: Segmenter, parts: Sequence[str], request: SegmentRequest
) -> tuple[str, ...]:
    """What is odd about a request, whatever the shape: a sentence each.

    Args:
        segmenter: The model that is asked.
        parts: The part names.
        request: The request.
    """
    warnings = []
    automatic = tuple(parts) == (AUTO,)
    if len(parts) == 1 and not automatic and segmenter.model.config.none_level is None:
        warnings.append(
            f"{parts[0]!r} is the only part and {segmenter.identity.name} was not calibrated, so"
            " too much may become it; name the other parts too, or run `pa3d weights calibrate`"
        )
    if len(parts) == 1 and _reads_like_a_list(parts[0]):
        warnings.append(
            f"{parts[0]!r} was taken for one name; if it is several, separate them with commas"
        )
    usual = segmenter.model.config.encoder.points
    if request.points is not None and request.points != usual:
        warnings.append(
            f"the model was trained on {usual:,} points a shape; {request.points:,} change the"
            " size of its patches, and labels get worse"
        )
    return tuple(warnings)


def _reads_like_a_list(name: str) -> bool:
    """Whether a name reads like a list whose commas were forgotten: `seat;leg`, `seat leg back`."""
    if parse_side(name) is not None:
        return False
    return any(mark in name for mark in ";|\n、") or len(name.split()) > 2
