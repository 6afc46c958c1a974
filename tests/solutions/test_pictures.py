"""Pictures and animations: where the pixels go, and what is written."""

import importlib.util

import numpy as np
import pytest
from PIL import Image

from solutions.dreaming.animation import dream_frames, play, save
from solutions.dreaming.pictures import centres, progress, tiled


@pytest.fixture
def chains():
    """Three chains of eleven states, and an expectation for each."""
    rng = np.random.default_rng(0)
    return rng.integers(0, 2, (3, 11, 784)), rng.random((3, 11, 784))


def test_tiles_lie_row_by_row():
    """Each image stands in its place, white (NaN) between them and where none is left."""
    images = np.arange(5)[:, None] * np.ones(784)
    sheet = tiled(images, columns=3, gap=2)
    assert sheet.shape == (2 * 28 + 2, 3 * 28 + 2 * 2)
    assert (sheet[:28, 30:58] == 1).all() and (sheet[30:, :28] == 3).all()
    assert np.isnan(sheet[:, 28:30]).all() and np.isnan(sheet[30:, 60:]).all()


def test_centres_are_those_of_the_tiles():
    """A tick at each centre lies in the middle of its tile."""
    assert centres(3, gap=2).tolist() == [13.5, 43.5, 73.5]


@pytest.mark.parametrize("zoom", [1, 2, 3])
def test_frames_show_every_fifth_step(chains, zoom):
    """Eleven states give the frames of the steps 0, 5 and 10, all of one even size, as encoders ask."""
    frames = dream_frames(*chains, every=5, zoom=zoom)
    assert len(frames) == 3
    (size,) = {frame.size for frame in frames}
    assert size[0] % 2 == size[1] % 2 == 0


def test_animation_is_a_looping_gif(chains, tmp_path):
    """The file holds every frame and starts again at its end; the player carries the very same bytes."""
    path = save(dream_frames(*chains, every=1), tmp_path / "new")
    with Image.open(path) as gif:
        assert (gif.format, gif.n_frames, gif.info["loop"]) == ("GIF", 11, 0)
    html = play(path).data
    assert "data:image/gif;base64,R0lGOD" in html and "http" not in html


def test_film_is_written_where_an_encoder_is_installed(chains, tmp_path):
    """There is an MP4 beside the GIF exactly if imageio-ffmpeg can be imported."""
    save(dream_frames(*chains), tmp_path)
    installed = importlib.util.find_spec("imageio_ffmpeg") is not None
    assert (tmp_path / "dream.mp4").exists() == installed


def test_progress_hands_on_every_item(capsys):
    """The items come one by one while the bar grows to the end."""
    assert list(progress(range(3), "training")) == [0, 1, 2]
    printed = capsys.readouterr().out
    assert "training" in printed and "0/3" in printed and printed.split("\r")[-1].count("█") == 24
