"""What can be asked: one function a route."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response, UploadFile

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.page import mesh_block, sites_block
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.serving import answers, fields
from patchalign3d_cli.serving.corrected import corrected_document
from patchalign3d_cli.serving.documents import (
    Document,
    heat_document,
    media_types,
    segmentation_document,
)
from patchalign3d_cli.serving.gate import Gate
from patchalign3d_cli.serving.service import Service, file_name, shape_record
from patchalign3d_cli.serving.store import KeptShape
from patchalign3d_cli.serving.uploads import Upload, UploadedFile, plain_name
from patchalign3d_cli.serving.words import words_record
from patchalign3d_cli.text.labels import check_parts, parse_parts
from patchalign3d_cli.version import __version__

Record = dict[str, Any]


def build_routes(service: Service, gate: Gate) -> APIRouter:
    """The routes of a server.

    Args:
        service: The model and the shapes.
        gate: What computes.
    """
    router = APIRouter(prefix="/v1", responses=answers.ERRORS)

    files = {**answers.NOT_FOUND, **answers.file_answer(*media_types())}

    @router.post("/shapes", status_code=201, response_model=answers.ShapeAnswer)
    async def upload_shape(form: Annotated[fields.UploadFields, Form()]) -> Record:
        """Upload a shape, to ask it several times. It is read now, and encoded when first asked."""
        upload = _upload(form.file, form.beside)
        kept = await gate.run(lambda: service.keep(upload, form.request()))
        return shape_record(kept)

    @router.get("/shapes/{id}", response_model=answers.ShapeAnswer, responses=answers.NOT_FOUND)
    async def describe_shape(id: str) -> Record:
        """What is known about an uploaded shape."""
        return shape_record(service.store.get(id))

    @router.delete("/shapes/{id}", status_code=204, responses=answers.NOT_FOUND)
    async def forget_shape(id: str) -> None:
        """Forget an uploaded shape."""
        service.store.remove(id)

    @router.get("/shapes/{id}/mesh", response_model=answers.MeshAnswer, responses=answers.NOT_FOUND)
    async def draw_shape(id: str) -> Record:
        """An uploaded shape's geometry, packed as the page draws it."""
        kept = service.store.get(id)
        return await gate.run(lambda: mesh_block(kept.shape))

    @router.get(
        "/shapes/{id}/sites", response_model=answers.SitesAnswer, responses=answers.NOT_FOUND
    )
    async def compare_elements(id: str) -> Record:
        """Which elements of an uploaded shape are alike, packed for the page's clicks."""
        kept = service.store.get(id)
        options = kept.request.encode
        return await gate.run(lambda: sites_block(kept.features(service.segmenter, options)))

    @router.post("/shapes/{id}/corrected", response_class=Response, responses=files)
    async def write_corrected(id: str, form: Annotated[fields.CorrectedFields, Form()]) -> Response:
        """A result of an uploaded shape, corrected by hand, as a file of any format."""
        kept = service.store.get(id)
        data = await form.result.read()
        return _sent(await gate.run(lambda: corrected_document(kept, data, form.format)))

    @router.post(
        "/shapes/{id}/words", response_model=answers.WordsAnswer, responses=answers.NOT_FOUND
    )
    async def ask_words(id: str, form: Annotated[fields.WordsFields, Form()]) -> Record:
        """How well each element fits each word, as base64 of float16."""
        kept = service.store.get(id)
        return await gate.run(
            lambda: words_record(service, kept, parse_parts(form.words), form.request(kept.request))
        )

    def asked_shape(form: fields.ShapeFields) -> KeptShape | Upload:
        if (form.file is None) == (form.shape is None):
            raise ConfigError("give a file, or the id of an uploaded shape; one of the two")
        if form.file is not None:
            return _upload(form.file, form.beside)
        if form.beside or form.model_fields_set & {"up", "columns"}:
            raise ConfigError(
                "an uploaded shape was read already; say up, columns and beside when it is uploaded"
            )
        assert form.shape is not None
        return service.store.get(form.shape)

    def at_hand(
        asked: KeptShape | Upload, form: fields.ShapeFields, parts: Sequence[str] = ()
    ) -> tuple[KeptShape, SegmentRequest]:
        if isinstance(asked, KeptShape):
            return asked, form.request(asked.request)
        request = form.request()
        return service.read(asked, request, parts), request

    @router.post("/segment", response_class=Response, responses=files)
    async def segment(form: Annotated[fields.SegmentFields, Form()]) -> Response:
        """Label every face of a mesh (point of a cloud): the file that `pa3d segment` writes."""
        asked = asked_shape(form)

        def work() -> Document:
            names = parse_parts(form.parts)
            check_parts(names)
            output = form.output
            kept, request = at_hand(asked, form, names)
            result = service.segment(kept, names, request)
            return segmentation_document(result, file_name(kept.shape), form.format, output)

        return _sent(await gate.run(work))

    @router.post("/heat", response_class=Response, responses=files)
    async def heat(form: Annotated[fields.HeatFields, Form()]) -> Response:
        """How well each element fits texts: the file that `pa3d heatmap` writes."""
        asked = asked_shape(form)

        def work() -> Document:
            kept, request = at_hand(asked, form, form.text)
            result = service.heat(kept, form.text, form.pick, request)
            word = "heat" if form.pick is None else "like"
            return heat_document(result, file_name(kept.shape), form.format, form.scale, word)

        return _sent(await gate.run(work))

    @router.post("/suggest", response_model=answers.SuggestAnswer, responses=answers.NOT_FOUND)
    async def suggest(form: Annotated[fields.SuggestFields, Form()]) -> Record:
        """Part names that fit a shape: what `pa3d suggest --json` prints."""
        asked = asked_shape(form)

        def work() -> Record:
            kept, request = at_hand(asked, form)
            return service.suggest(kept, form.max, request)

        return await gate.run(work)

    @router.get("/health", response_model=answers.HealthAnswer)
    async def health() -> Record:
        """Whether the server lives, and how busy it is."""
        return {
            "status": "ok",
            "version": __version__,
            "shapes": len(service.store),
            "running": gate.running,
            "waiting": gate.waiting,
        }

    @router.get("/models", response_model=answers.ModelsAnswer)
    async def models() -> Record:
        """The model, and what the server allows."""
        return service.models_record()

    return router


def _upload(file: UploadFile, beside: Sequence[UploadFile]) -> Upload:
    shape, *others = [
        UploadedFile(plain_name(one.filename), one.file, one.size or 0) for one in (file, *beside)
    ]
    return Upload(shape, tuple(others))


def _sent(document: Document) -> Response:
    return Response(document.data, media_type=document.media_type, headers=document.headers)
