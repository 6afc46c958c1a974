"""What `fit` refuses, with the place, the rule and what came."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .conditionals import RBM, Array

SHAPES = "W (n_visible, n_hidden), b (n_visible,), c (n_hidden,)"


def check_options(
    epochs: int,
    lr: float,
    decay: float,
    batch_size: int,
    k: int,
    rng: np.random.Generator,
    momentum: float,
    weight_cost: float,
) -> None:
    """Raise ValueError for the first option that is outside its range."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"fit: rng must be a numpy.random.Generator, as default_rng() makes it, not {rng!r}")
    for name, count, lowest in (("epochs", epochs, 0), ("batch_size", batch_size, 1), ("k", k, 1)):
        if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < lowest:
            raise ValueError(f"fit: {name} must be a whole number of at least {lowest}, not {count!r}")
    numbers: list[tuple[str, float, Callable[[float], bool], str]] = [
        ("lr", lr, lambda x: 0 <= x < np.inf, "a number of at least 0"),
        ("decay", decay, lambda x: 0 < x < np.inf, "a number above 0; 1 keeps the rate"),
        ("momentum", momentum, lambda x: 0 <= x < 1, "at least 0 and below 1"),
        ("weight_cost", weight_cost, lambda x: 0 <= x * lr < 1, "at least 0 and below 1 / lr"),
    ]
    for name, value, holds, rule in numbers:
        if not isinstance(value, (int, float, np.number)) or not holds(value):  # NaN holds nowhere
            raise ValueError(f"fit: {name} must be {rule}, not {value!r}")


def check_rbm(rbm: RBM) -> None:
    """Raise ValueError unless rbm is a dict of finite W, b and c that fit together, all float32 or all float64."""
    arrays = rbm if isinstance(rbm, dict) else {}
    missing = [name for name in ("W", "b", "c") if not isinstance(arrays.get(name), np.ndarray)]
    if missing:
        raise ValueError(f"fit: rbm must be a dict of the arrays {SHAPES}; it lacks {', '.join(missing)}")
    shapes = tuple(rbm[name].shape for name in ("W", "b", "c"))
    if len(shapes[0]) != 2 or 0 in shapes[0] or shapes[1:] != (shapes[0][:1], shapes[0][1:]):
        raise ValueError("fit: rbm must hold {}, not {}, {} and {}".format(SHAPES, *shapes))
    dtypes = {rbm[name].dtype for name in ("W", "b", "c")}
    if len(dtypes) > 1 or not dtypes <= {np.dtype("f4"), np.dtype("f8")}:
        raise ValueError(f"fit: W, b and c must all be float32 or all float64, not {', '.join(map(str, dtypes))}")
    for name in ("W", "b", "c"):
        if not np.isfinite(rbm[name]).all():
            raise ValueError(f"fit: {name} has values that are not finite; start from small random weights")


def check_data(name: str, V: Array, n_visible: int, packed: bool) -> None:
    """Raise ValueError unless V is a non-empty (N, n_visible) of values in [0, 1], or N rows of packed bits."""
    width = -(-n_visible // 8) if packed else n_visible
    if not isinstance(V, np.ndarray) or V.dtype.kind not in "buif":
        raise ValueError(f"fit: {name} must be a numeric array, not {getattr(V, 'dtype', type(V).__name__)}")
    if V.ndim != 2 or V.shape[1] != width:
        cure = "; pass packed=True for rows of packed bits" if V.shape[1:] == (-(-n_visible // 8),) else ""
        raise ValueError(f"fit: {name} must have the shape (N, {width}), not {V.shape}{cure}")
    if len(V) == 0:
        raise ValueError(f"fit: {name} is empty; it needs at least one row")
    if packed:
        if V.dtype != np.uint8:
            raise ValueError(f"fit: packed {name} must be uint8 as numpy.packbits gives it, not {V.dtype}")
    elif not (V.min() >= 0 and V.max() <= 1):  # written so that NaN fails
        raise ValueError(f"fit: {name} must hold values in [0, 1], not {V.min()} to {V.max()}; scale or binarise it")
