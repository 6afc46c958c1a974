"""Binds the name sigm to expit, without a def."""
# %% sigm
import scipy.special
sigm = scipy.special.expit
