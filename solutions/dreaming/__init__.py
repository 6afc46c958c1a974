"""The references of `dreaming`, and the pictures that its notebook draws with."""

from . import animation, pictures
from .conditionals import (
    cd_gradient,
    dream,
    gibbs_step,
    hidden_given_visible,
    reconstruct,
    visible_given_hidden,
)
from .likelihood import annealed_log_partition, free_energy, log_likelihood, log_partition
from .training import fit

__all__ = [
    "animation",
    "annealed_log_partition",
    "cd_gradient",
    "dream",
    "fit",
    "free_energy",
    "gibbs_step",
    "hidden_given_visible",
    "log_likelihood",
    "log_partition",
    "pictures",
    "reconstruct",
    "visible_given_hidden",
]
