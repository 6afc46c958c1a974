"""The reference solutions: what an untouched answer cell of a notebook calls."""

from .rbm import gibbs, gradient, sigm, train

__all__ = ["gibbs", "gradient", "sigm", "train"]
