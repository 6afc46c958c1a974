"""Pictures of RBMs and their digits. An image is a row of 784 numbers; a stack of images is (n, 784)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import TypeVar

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

SIDE = 28
VISIBLE, HIDDEN = "#2a9d6f", "#c8374a"  # green below, red above, as the units are drawn everywhere


def tiled(images: np.ndarray, columns: int, gap: int = 3) -> np.ndarray:
    """One picture of all images, `columns` to a row, with NaN between them: (height, width)."""
    rows = -(-len(images) // columns)
    cells = np.full((rows * columns, SIDE + gap, SIDE + gap), np.nan)
    cells[: len(images), :SIDE, :SIDE] = np.reshape(images, (-1, SIDE, SIDE))
    sheet = cells.reshape(rows, columns, SIDE + gap, SIDE + gap).swapaxes(1, 2)
    return sheet.reshape(rows * (SIDE + gap), columns * (SIDE + gap))[:-gap, :-gap]


def centres(n: int, gap: int = 3) -> np.ndarray:
    """Where the middle of each of n tiles lies, (n,)."""
    return np.arange(n) * (SIDE + gap) + SIDE / 2 - 0.5


def bare(ax: Axes) -> Axes:
    """The axes without frame and ticks."""
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def schematic(n_visible: int = 6, n_hidden: int = 4) -> None:
    """Draws the two layers of an RBM, every visible unit joined to every hidden one, and the biases."""
    ax = bare(plt.figure(figsize=(7, 3.2)).add_subplot(xticks=[], yticks=[], aspect="equal"))
    write = partial(ax.text, ha="center", va="center", fontsize=13)
    visible, hidden = (1.2 * (np.arange(n) - (n - 1) / 2) for n in (n_visible, n_hidden))
    ends = np.array([(x, y) for x in visible for y in hidden]).T
    ax.plot(ends, np.array([[0], [2]]).repeat(ends.shape[1], axis=1), color="0.75", lw=1, zorder=0)
    for x, y, letter, bias, layer, colour in [
        (visible, 0, "v", "b", "visible", VISIBLE),
        (hidden, 2, "h", "c", "hidden", HIDDEN),
    ]:
        ax.scatter(x, np.full(len(x), y), s=750, color=colour, zorder=1)
        for i, place in enumerate(x, start=1):
            write(place, y, f"${letter}_{i}$", color="white")
        write(-4.8, y, f"{layer} ${letter}$", color=colour)
        write(4.8, y, f"bias ${bias}$", color=colour)
    write(4.8, 1, "weights $W$", color="0.4")
    ax.set(xlim=(-5.8, 5.8), ylim=(-0.5, 2.5))
    plt.show()


def image_rows(rows: dict[str, np.ndarray]) -> None:
    """Draws one row of images (n, 784) for each label."""
    n = len(next(iter(rows.values())))
    ax = bare(plt.figure(figsize=(9, 0.95 * len(rows))).add_subplot())
    ax.imshow(tiled(np.concatenate(list(rows.values())), n), cmap="Greys", vmin=0, vmax=1)
    ax.set_xticks([])
    ax.set_yticks(centres(len(rows)), list(rows))
    plt.show()


def weights_by_epoch(snapshots: Sequence[np.ndarray]) -> None:
    """Draws the weights (784, n_hidden) after each epoch as a row of images, one column a hidden unit."""
    n_epochs, n_hidden = len(snapshots), snapshots[0].shape[1]
    scale = np.quantile(np.abs(snapshots[-1]), 0.995)
    ax = bare(plt.figure(figsize=(9, 0.95 * n_epochs)).add_subplot())
    sheet = tiled(np.concatenate([W.T for W in snapshots]), n_hidden)
    picture = ax.imshow(sheet, cmap="RdBu_r", vmin=-scale, vmax=scale)
    ax.set_xticks(centres(n_hidden), [str(unit) for unit in range(1, n_hidden + 1)])
    ax.set_yticks(centres(n_epochs), [str(epoch) for epoch in range(1, n_epochs + 1)])
    ax.set(xlabel="hidden unit", ylabel="epochs of training")
    plt.colorbar(picture, ax=ax, shrink=0.4, pad=0.02, label="weight")
    plt.show()


def mosaic(W: np.ndarray, columns: int = 20) -> None:
    """Draws the weights (784, n_hidden) as one table of images, a hidden unit each, dark where positive."""
    ax = bare(plt.figure(figsize=(9, 9)).add_subplot(xticks=[], yticks=[]))
    # Each unit has its own scale, else the strongest of them would grey out the rest.
    ax.imshow(tiled((W / np.quantile(np.abs(W), 0.995, axis=0)).T, columns), cmap="Greys", vmin=-1, vmax=1)
    plt.show()


def samples_with_features(V: np.ndarray, V_new: np.ndarray, P: np.ndarray, W: np.ndarray) -> None:
    """Draws a row per digit: it, its one-step sample, each unit's weights with P(h=1|v), framed red if likely."""
    n, n_hidden = P.shape
    scale = np.quantile(np.abs(W), 0.995)
    figure, axes = plt.subplots(n, n_hidden + 2, figsize=(11, 1.05 * n), layout="constrained")
    for ax, image in zip(axes[:, :2].flat, np.stack([V, V_new], axis=1).reshape(-1, SIDE, SIDE), strict=True):
        bare(ax).imshow(image, cmap="Greys", vmin=0, vmax=1)
    for row, probabilities in zip(axes[:, 2:], P, strict=True):
        for ax, p, weights in zip(row, probabilities, W.T, strict=True):
            ax.imshow(weights.reshape(SIDE, SIDE), cmap="RdBu_r", vmin=-scale, vmax=scale)
            ax.spines[:].set(color=HIDDEN if p > 0.5 else "0.85", linewidth=3 if p > 0.5 else 0.5)
            ax.set_title(f"{p:.2f}", fontsize=9, pad=3, color=HIDDEN if p > 0.5 else "0.5")
    for ax, title in zip(axes[0], ["digit", "sample"], strict=False):
        ax.set_title(title, fontsize=10, pad=3)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
    plt.show()


def error_and_likelihood(curves: dict[str, tuple[Sequence[float], Sequence[float]]]) -> None:
    """Draws for each label the reconstruction error and the log-likelihood of test digits after each epoch."""
    _, (above, below) = plt.subplots(2, sharex=True, figsize=(7, 5), layout="constrained")
    for (label, (errors, log_likelihoods)), colour in zip(curves.items(), [HIDDEN, VISIBLE], strict=False):
        epochs, best = np.arange(1, len(errors) + 1), int(np.argmax(log_likelihoods))
        above.plot(epochs, errors, "o-", color=colour, label=label)
        below.plot(epochs, log_likelihoods, "o-", color=colour, label=label)
        below.plot(epochs[best], log_likelihoods[best], "o", color=colour, ms=14, mfc="none")
        below.annotate("  best", (epochs[best], log_likelihoods[best]), (5, 5), textcoords="offset points")
    above.set(ylabel="reconstruction error", ylim=(0, 1.1 * above.dataLim.y1))
    above.legend(frameon=False, loc="lower right")
    below.set(ylabel="exact log-likelihood\nof test digits (nats)", xlabel="epochs of training")
    for ax in (above, below):
        ax.spines[["top", "right"]].set_visible(False)
    plt.show()


Item = TypeVar("Item")


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """The items one by one, while a bar tells how many are done and how long it took."""
    start = perf_counter()
    for done in range(len(items) + 1):
        bar = "\u2588" * round(24 * done / len(items))
        print(f"\r{label}: {bar:\u2591<24} {done}/{len(items)}, {perf_counter() - start:.0f} s", end="", flush=True)
        if done < len(items):
            yield items[done]
    print()
