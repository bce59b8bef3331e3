import numpy as np

from patchalign3d_cli.pictures.camera import Viewpoint, aim
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.lighting import Lit, key_direction, shaded

CAMERA = aim(np.eye(3, dtype=np.float32), Viewport(0, 0, 100, 100), Viewpoint())
FORWARD = CAMERA.axes[2].astype(np.float32)
BASE = np.array([[0.2, 0.4, 0.6]], dtype=np.float32)


def light(normal, sky=1.0, key=1.0):
    lit = Lit(np.array([sky], dtype=np.float32), np.array([key], dtype=np.float32))
    normal = np.asarray(normal, dtype=np.float32)[None]
    return shaded(BASE, normal, FORWARD[None], lit, CAMERA)[0]


def test_the_lamp_hangs_above_on_the_viewers_side():
    lamp = key_direction(CAMERA)
    assert lamp[1] > 0
    assert lamp @ FORWARD < 0


def test_less_light_is_darker():
    full = light(-FORWARD)
    assert (light(-FORWARD, sky=0.5) < full).all()
    assert (light(-FORWARD, key=0.0) < full).all()
    deep = light(-FORWARD, sky=0.0, key=0.0)
    assert (deep > 0).all()
    assert (deep < full / 3).all()


def test_upwards_is_brighter_than_downwards():
    assert (light([0, 1, 0]) > light([0, -1, 0])).all()


def test_channels_keep_their_order():
    for normal in (-FORWARD, [0, 1, 0], [0, -1, 0]):
        red, green, blue = light(normal)
        assert red < green < blue
