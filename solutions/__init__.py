"""The reference solutions: what an untouched answer cell of a notebook calls."""

from .dreaming import (
    cd_gradient,
    dream,
    gibbs_step,
    hidden_given_visible,
    reconstruct,
    visible_given_hidden,
)
from .rbm import gibbs, gradient, sigm, train

__all__ = [
    "cd_gradient",
    "dream",
    "gibbs",
    "gibbs_step",
    "gradient",
    "hidden_given_visible",
    "reconstruct",
    "sigm",
    "train",
    "visible_given_hidden",
]
