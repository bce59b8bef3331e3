"""The options of `pa3d segment`: one alias an option."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.choices import AppearanceMode, Hints, MaterialMode, Quality, Unit, UpAxis
from patchalign3d_cli.cli.completion import formats_of
from patchalign3d_cli.cli.shared_arguments import FINE_PANEL, MODEL_PANEL, OUTPUT_PANEL
from patchalign3d_cli.cli.streams import read_standard_input

Shapes = Annotated[
    list[Path],
    typer.Argument(
        metavar="SHAPE",
        help="Meshes or point clouds, or folders of them (not deeper); - for stdin.",
        callback=read_standard_input,
    ),
]
Parts = Annotated[
    list[str] | None,
    typer.Option(
        "--parts",
        "-p",
        metavar='"A,B,C"',
        help="Part names, separated by commas; may be repeated; auto finds parts by"
        " itself. Quotes protect a comma:"
        " '\"knob, left\",door'.",
    ),
]
PartsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File of part names: one a line, or a JSON list."),
]
Words = Annotated[
    Path | None,
    typer.Option(
        "--words",
        metavar="FILE.words",
        help="Words that `pa3d teach` learned from examples; without --parts all of them are"
        " asked for.",
    ),
]
Like = Annotated[
    Path | None,
    typer.Option(
        "--like",
        metavar="LABELLED",
        help="Label shapes like this one: a result of pa3d (chair.parts.json), or a shape with a"
        " label file.",
    ),
]
Clicks = Annotated[
    list[str] | None,
    typer.Option(
        "--click",
        metavar="WHERE=PART",
        help='Correct the result: "face:1806=armrest", "0.1,0.4,0=!armrest" (is not); may be'
        " repeated. Without --parts SHAPE is a saved result.",
    ),
]
Category = Annotated[
    str | None,
    typer.Option(help='What the shape is ("chair"): asks with the category in the prompt.'),
]
Front = Annotated[
    UpAxis | None,
    typer.Option(
        "--front",
        case_sensitive=False,
        help="The axis of the file that the front faces, for names with a side such as"
        ' "left leg" (default: z where y is up, -y where z is).',
        rich_help_panel=FINE_PANEL,
    ),
]
QualityChoice = Annotated[
    Quality,
    typer.Option(
        "--quality",
        help="fast: one pass, as published; balanced: labels also follow the creases of the"
        " surface; best: four passes instead of one as well.",
    ),
]
Passes = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Draws of the shape that are encoded (default: the quality's).",
        rich_help_panel=FINE_PANEL,
    ),
]
Smoothing = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        metavar="LENGTH",
        help="How far scores spread over the surface, in radii of the shape (default: the"
        " quality's).",
        rich_help_panel=FINE_PANEL,
    ),
]
Threshold = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=1.0,
        help="Leave faces unlabelled whose confidence is below this.",
        rich_help_panel=FINE_PANEL,
    ),
]
Other = Annotated[
    bool,
    typer.Option("--other", help="Leave faces unlabelled that fit none of the parts."),
]
HintChoice = Annotated[
    Hints,
    typer.Option(
        "--hints",
        help="Whether nodes, materials and shells of the file count as borders, and their names"
        " as evidence.",
        rich_help_panel=FINE_PANEL,
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Exit with 1 where a result is doubtful: an unknown or translated word, a part that"
        " got nothing, a shape that fits no part, low trust, an unsure up axis.",
        rich_help_panel=FINE_PANEL,
    ),
]
Points = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Points to encode; other numbers than the model's own make labels worse.",
        rich_help_panel=FINE_PANEL,
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Have this server (`pa3d serve`) compute it; PA3D_TOKEN holds its token.",
        rich_help_panel=MODEL_PANEL,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR",
        help="Where results go: a file (its suffix names the format), a folder (default: beside"
        " each shape), or - for stdout.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="glb|ply|obj|stl|3mf|usdz|usda|json|npz|png|gif|webp|html",
        help="Format to write; may be repeated or separated by commas (default: glb,ply,json).",
        autocompletion=formats_of("SEGMENTATION_FORMATS"),
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Appearance = Annotated[
    AppearanceMode,
    typer.Option(
        help="Part colours, or the materials, textures and vertex colours of the file (in GLB).",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Materials = Annotated[
    MaterialMode,
    typer.Option(
        help="With --appearance keep: materials as the file shares them, copied for each part, or"
        " such copies and the part colours as variants of one GLB.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
OutputUnit = Annotated[
    Unit | None,
    typer.Option(
        help="What a coordinate of 1 is, for 3MF and USD (default: metres from glTF, else mm in"
        " 3MF and metres in USD).",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Heatmap = Annotated[
    bool,
    typer.Option(
        "--heatmap",
        help="Colour by confidence instead of by part.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Explode = Annotated[
    float,
    typer.Option(
        min=0.0,
        metavar="AMOUNT",
        help="Move the parts apart in GLB and pictures; 0.15 is a good start.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Views = Annotated[
    int,
    typer.Option(
        min=1,
        metavar="N",
        help="Sides that a PNG shows the shape from, evenly around it.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
Thumbnail = Annotated[
    bool,
    typer.Option(
        "--thumbnail",
        help="Also show a small picture here, where the terminal has colours.",
        rich_help_panel=OUTPUT_PANEL,
    ),
]
