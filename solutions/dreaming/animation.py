"""Dreams as moving pictures: frames, a GIF, an MP4 where an encoder is installed, and a player for notebooks."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import numpy as np
from IPython.display import HTML
from PIL import Image, ImageDraw

from .pictures import tiled

FPS = 12


def dream_frames(chains: np.ndarray, expected: np.ndarray, every: int = 5, zoom: int = 3) -> list[Image.Image]:
    """A frame for each `every` steps of n chains (n, steps + 1, 784): states above, what they expect below."""
    frames = []
    for step in range(0, chains.shape[1], every):
        sheet = tiled(np.concatenate([chains[:, step], expected[:, step]]), len(chains))
        grey = np.uint8(255 * (1 - np.nan_to_num(sheet))).repeat(zoom, axis=0).repeat(zoom, axis=1)
        height, width = grey.shape
        frame = Image.new("L", (width + width % 2, height + height % 2 + 26), color=255)  # films need even sizes
        frame.paste(Image.fromarray(grey), (0, 26))
        ImageDraw.Draw(frame).text((4, 2), f"Gibbs step {step}", fill=0, font_size=18)
        frames.append(frame)
    return frames


def save(frames: list[Image.Image], folder: Path) -> Path:
    """The path of dream.gif in the folder, which is made; dream.mp4 appears beside it where it can be encoded."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dream.gif"
    few_greys = [frame.quantize(16) for frame in frames]  # a third of the size, and no difference to the eye
    few_greys[0].save(path, save_all=True, append_images=few_greys[1:], duration=1000 // FPS, loop=0)
    save_mp4(frames, folder / "dream.mp4")
    return path


def save_mp4(frames: list[Image.Image], path: Path) -> Path | None:
    """The path of the film, or None where imageio-ffmpeg, which carries an encoder, is not installed."""
    try:
        from imageio_ffmpeg import write_frames
    except ImportError:
        return None
    writer = write_frames(str(path), frames[0].size, fps=FPS, pix_fmt_in="gray", macro_block_size=2)
    writer.send(None)
    for frame in frames:
        writer.send(frame.tobytes())
    writer.close()
    return path


def play(path: Path) -> HTML:
    """The GIF inside the notebook itself: it plays without a network, a script or the file."""
    return HTML(f'<img alt="digits that change step by step" src="data:image/gif;base64,{encoded(path)}">')


def encoded(path: Path) -> str:
    """The file's bytes as base64 text."""
    return b64encode(path.read_bytes()).decode()
