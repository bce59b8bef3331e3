"""Tables whose columns have names, and values that are missing or odd."""

from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError, ShapeError
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.formats.delimited.columns import (
    color_columns,
    coordinate_columns,
    parse_columns,
)
from patchalign3d_cli.shapes.raw import ReadOptions
from patchalign3d_cli.shapes.srgb import srgb_to_linear

Load = Callable[..., Shape]
POINTS = np.array([[0.5, 1, 2], [3, -4, 0.5], [6, 7, 8]])
ROS = "field.pose.position.{0},field.pose.orientation.{0}"

HEADERS = [
    '"intensity","laser_id","azimuth","Points:0","Points:1","Points:2"',  # ParaView
    '"Points_0","Points_1","Points_2","Normals_0","Normals_1","Normals_2"',
    '"Intensity","ReturnNumber","X","Y","Z"',  # PDAL
    "frame,pos.x,pos.y,pos.z",
    "label,x_coord,y_coord,z_coord",
    "id,px,py,pz",
    "vx,vy,vz,posX,posY,posZ",
    "nx,ny,nz,x,y,z",
    "x,y,z,m",
    "%time," + ",".join(ROS.format(axis) for axis in "xyz"),  # ROS
    "X_UTME,Y_UTMN,Z_TVDSS",
    "Point,Easting,Northing,Elevation",
    "E,N,H",
    "POINT_X,POINT_Y,POINT_Z",
    "X [m],Y [m],Z [m],time",
    ",x,y,z",
    "vertex_x,vertex_y,vertex_z,left.x,left.y,left.z",
]


def table(header: str, delimiter: str = ",") -> tuple[str, list[str]]:
    """The points in the columns of these names that a person would take, noise in the others."""
    names = [name.strip('"') for name in header.split(",")]
    marks = ("x", "y", "z", ":0", ":1", ":2", "_0", "_1", "_2", "easting", "northing", "elev")
    mine = [
        i
        for i, name in enumerate(names)
        if name.lower().startswith(
            ("x", "y", "z", "p", "field.pose.p", "vert", "east", "nor", "el")
        )
        and any(mark in name.lower() for mark in marks)
        and not name.startswith("Normal")
        or name in ("E", "N", "H")
    ]
    assert len(mine) == 3, mine
    rows = []
    for number, point in enumerate(POINTS):
        row = [str(100 + number * 7 + i) for i in range(len(names))]
        for column, value in zip(mine, point, strict=True):
            row[column] = str(value)
        rows.append(delimiter.join(row))
    return header.replace(",", delimiter), rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", HEADERS)
def test_columns_by_what_programs_call_them(load: Load, header: str, delimiter: str) -> None:
    top, rows = table(header, delimiter)
    shape = load("a.csv", "\n".join([top, *rows, ""]))
    np.testing.assert_array_equal(shape.vertices, POINTS)
    assert shape.warnings == ()


def test_columns_without_names_as_pandas_counts_them(load: Load) -> None:
    rows = "".join(f"{i},{x},{y},{z}\n" for i, (x, y, z) in enumerate(POINTS.tolist()))
    np.testing.assert_array_equal(load("a.csv", ",0,1,2\n" + rows).vertices, POINTS)


@pytest.mark.parametrize(
    "header",
    [
        "RelativeTime,Latitude,Longitude,Elevation,StartPulse",
        "Latitude,Longitude,Elevation",
        "nx,ny,nz,w",
        "left.x,left.y,left.z,right.x,right.y,right.z",
        "intensity,ring,time,azimuth",
    ],
)
def test_columns_that_are_no_coordinates_are_listed(load: Load, header: str) -> None:
    rows = [",".join(str(i * j + 1) for i in range(len(header.split(",")))) for j in range(4)]
    with pytest.raises(ShapeError, match="its columns are .*--columns x=NAME") as error:
        load("a.csv", "\n".join([header, *rows]))
    assert header.replace(",", ", ") in str(error.value)


def test_three_unknown_names_are_taken_in_order_and_told(load: Load) -> None:
    shape = load("a.csv", "a,b,c\n0.5,1,2\n3,-4,0.5\n6,7,8\n")
    np.testing.assert_array_equal(shape.vertices, POINTS)
    assert "columns a, b, c were taken for x, y and z" in shape.warnings[0]


@pytest.mark.parametrize("title", ["# made by a program", "A scan of mine", "// four words of it"])
def test_a_title_is_no_header(load: Load, title: str) -> None:
    rows = "".join(f"{x} {y} {z} 9\n" for x, y, z in POINTS.tolist())
    shape = load("a.xyz", f"{title}\n{rows}")
    np.testing.assert_array_equal(shape.vertices, POINTS)
    assert shape.warnings == ()


@pytest.mark.parametrize("columns", [("right.x", "Right.Y", "right.z"), ("4", "5", "6")])
def test_columns_may_be_named(load: Load, columns: tuple[str, str, str]) -> None:
    rows = "".join(f"1,2,3,{x},{y},{z}\n" for x, y, z in POINTS.tolist())
    text = "left.x,left.y,left.z,right.x,right.y,right.z\n" + rows
    shape = load("a.csv", text, options=ReadOptions(columns=columns))
    np.testing.assert_array_equal(shape.vertices, POINTS)
    plain = load("b.xyz", rows.replace(",", " "), options=ReadOptions(columns=("4", "5", "6")))
    np.testing.assert_array_equal(plain.vertices, POINTS)


@pytest.mark.parametrize(
    ("columns", "message"),
    [(("a", "b", "q"), "no column 'q'; its columns are a, b, c, d"), (("1", "2", "9"), "1, 2, 9")],
)
def test_named_columns_that_are_not_there(
    load: Load, columns: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.csv", "a,b,c,d\n1,2,3,4\n5,6,7,8\n", options=ReadOptions(columns=columns))


def test_the_option_is_read_by_names_or_in_order() -> None:
    assert parse_columns("z=c, x=a,y=pos.y") == ("a", "pos.y", "c")
    assert parse_columns("4,5,6") == ("4", "5", "6")
    for wrong in ("", "a,b", "x=a,y=b", "x=a,y=b,w=c", "x=,y=b,z=c", "x=a,b,c"):
        with pytest.raises(ConfigError, match="x=NAME,y=NAME,z=NAME"):
            parse_columns(wrong)


@pytest.mark.parametrize(
    "missing",
    ["nan", "-nan(ind)", "1.#QNAN", "-1.#IND", "", "NA", "N/A", "null", "None", "inf", "-1.#INF"],
)
@pytest.mark.parametrize("first", [True, False])
def test_missing_values_cost_their_points(load: Load, missing: str, first: bool) -> None:
    rows = [f"{x},{y},{z},a" for x, y, z in POINTS.tolist()]
    rows.insert(0 if first else 2, f"{missing},{missing},1,b")
    shape = load("a.csv", "\n".join(["x,y,z,label", *rows]))
    np.testing.assert_array_equal(shape.vertices, POINTS)
    assert shape.warnings == ("1 points without finite coordinates were dropped",)


@pytest.mark.parametrize(
    "text",
    ["0,5 1,0 2,0\n3,0 -4,0 0,5\n6,0 7,0 8,0\n", "0,5;1;2\n3;-4;0,5\n6;7;8\n"]
    + ["0,5\t1\t2\n3\t-4\t0,5\n6\t7\t8\n", "x\ty\tz\n0,5\t1,0\t2,0\n3\t-4\t0,5\n6\t7\t8\n"],
)
def test_decimal_commas(load: Load, text: str) -> None:
    np.testing.assert_array_equal(load("a.txt", text).vertices, POINTS)


@pytest.mark.parametrize("name", ["a.asc", "a.xyzn", "a.xyzrgb", "a.neu.txt"])
def test_other_suffixes_of_the_same_text(load: Load, name: str) -> None:
    shape = load(name, "0.5 1 2 255 0 0\n3 -4 0.5 0 255 0\n6 7 8 0 0 255\n")
    np.testing.assert_array_equal(shape.vertices, POINTS)


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        ("a.xyzrgb", "", "{xyz} {rgb}"),
        ("a.pts", "3\n", "{xyz} -1200 {rgb}"),
        ("a.csv", "R G B x y z\n", "{rgb} {xyz}"),
        ("a.txt", "//X Y Z Red Green Blue Scalar field\n", "{xyz} {rgb} 7"),
    ],
)
@pytest.mark.parametrize("scale", [1, 255, 65535])
def test_colours_of_clouds(load: Load, name: str, header: str, row: str, scale: int) -> None:
    colors = np.array([[1, 0, 0], [0, 1, 0], [0.2, 0.4, 0.6]])
    lines = [
        row.format(
            xyz=" ".join(map(str, point)),
            rgb=" ".join(f"{c * scale:.0f}" if scale > 1 else f"{c:.1f}" for c in color),
        )
        for point, color in zip(POINTS.tolist(), colors.tolist(), strict=True)
    ]
    shape = load(name, header + "\n".join(lines))
    values, corners = shape.appearance.elements.attributes["COLOR_0"]
    np.testing.assert_allclose(values[corners][:, :3], srgb_to_linear(colors * 255), atol=1e-4)
    np.testing.assert_array_equal(shape.vertices, POINTS)


def test_names_of_colours() -> None:
    assert color_columns(["x", "y", "z", "Red", "Green", "Blue"]) == (3, 4, 5)
    assert color_columns(["RGB:0", "RGB:1", "RGB:2"]) == (0, 1, 2)
    assert color_columns(["diffuse_red", "diffuse_green", "diffuse_blue"]) == (0, 1, 2)
    assert color_columns(["r", "g", "intensity"]) is None
    assert coordinate_columns(["r", "g", "b"]) is None


def test_several_scans_in_one_pts(load: Load) -> None:
    scan = "2\n0.5 1 2 0\n3 -4 0.5 0\n"
    shape = load("a.pts", scan + "1\n6 7 8 0\n")
    np.testing.assert_array_equal(shape.vertices, POINTS)
    with pytest.raises(ShapeError, match="announces 5 points, but 3 follow"):
        load("b.pts", scan + "3\n6 7 8 0\n")
    with pytest.raises(ShapeError, match="line 6: 2 columns, where 3 are needed .'6 7'"):
        load("c.pts", scan + "\n2\n6 7\n")


def test_scans_of_a_ptx_stand_in_one_frame(load: Load) -> None:
    pose = "0 0 0\n1 0 0\n0 1 0\n0 0 1\n"
    moved = "0 1 0 0\n-1 0 0 0\n0 0 1 0\n10 20 30 1\n"
    still = "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n"
    points = "1 0 0 0.5 255 0 0\n0 1 0 0.5 0 255 0\n0 0 0 0.5 0 0 0\n"
    shape = load("a.ptx", f"1\n3\n{pose}{still}{points}3\n1\n{pose}{moved}{points}")
    assert shape.vertices.tolist() == [[1, 0, 0], [0, 1, 0], [10, 21, 30], [9, 20, 30]]
    values, corners = shape.appearance.elements.attributes["COLOR_0"]
    assert values[corners][:, :3].tolist() == [[1, 0, 0], [0, 1, 0]] * 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\n9\n0 0 0\n", "ends within the header"),
        ("1\n2\n" + "0 0 0\n" * 4 + "1 0 0 0\n" * 4 + "1 2 3 0\n", "scan of 2 points is cut short"),
        ("1\n1\n" + "0 0 0\n" * 4 + "1 0 0 0\n" * 4 + "1 2 x 0\n", "line 11: not all of it"),
        ("1 2 3\n" * 20, "line 1: no complete header"),
        ("9999999\n9999999\n" + "0 0 0\n" * 4 + "1 0 0 0\n" * 4, "more than"),
    ],
)
def test_damaged_ptx_is_named(load: Load, text: str, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        load("a.ptx", text)
