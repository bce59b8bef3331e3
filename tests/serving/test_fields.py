"""The forms know what the library knows, with its defaults."""

from dataclasses import fields

from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.saving import HEAT_FORMATS, SEGMENTATION_FORMATS
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.serving.fields import HeatFields, SegmentFields, UploadFields

LOCAL = {"trust_references"}  # of the server's disk


def test_a_form_has_every_option_of_the_library_with_its_default():
    options = [*fields(SegmentRequest), *fields(OutputOptions)]
    known = SegmentFields.model_fields
    for option in options:
        if option.name not in LOCAL:
            assert known[option.name].default == option.default, option.name
    more = {"file", "beside", "shape", "parts", "format"}
    assert set(known) == {option.name for option in options} - LOCAL | more


def test_a_form_offers_every_format():
    for form, registry in ((SegmentFields, SEGMENTATION_FORMATS), (HeatFields, HEAT_FORMATS)):
        schema = form.model_json_schema()["properties"]["format"]
        assert [f".{name}" for name in schema["enum"]] == list(registry.suffixes)


def test_what_a_form_has_goes_over_what_the_shape_was_uploaded_with():
    base = SegmentRequest(quality="best", seed=3, up="z")
    form = SegmentFields(parts=["seat"], seed=4)
    assert form.request(base) == SegmentRequest(quality="best", seed=4, up="z")
    assert form.request() == SegmentRequest(seed=4)


def test_uploads_take_no_other_option_than_those_of_reading_and_encoding():
    names = set(UploadFields.model_fields) - {"file", "beside"}
    assert names == {"up", "columns", "points", "seed", "quality", "passes"}
