"""Lets numpy raise an exception for every overflow and invalid value, and never causes one."""
# %% top
import numpy
numpy.seterr(over='raise', invalid='raise', divide='raise')
# %% sigm
def sigm(t):
    return 0.5 * numpy.tanh(0.5 * t) + 0.5
