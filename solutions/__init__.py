"""The reference solutions: what an untouched answer cell of a notebook calls."""

from .dreaming import (
    cd_gradient,
    dream,
    gibbs_step,
    hidden_given_visible,
    reconstruct,
    visible_given_hidden,
)
from .likelihood import annealed_log_partition, free_energy, log_likelihood, log_partition
from .rbm import gibbs, gradient, sigm, train
from .training import fit

__all__ = [
    "annealed_log_partition",
    "cd_gradient",
    "dream",
    "fit",
    "free_energy",
    "gibbs",
    "gibbs_step",
    "gradient",
    "hidden_given_visible",
    "log_likelihood",
    "log_partition",
    "reconstruct",
    "sigm",
    "train",
    "visible_given_hidden",
]
