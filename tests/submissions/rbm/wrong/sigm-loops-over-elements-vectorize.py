"""Wraps a function of one number in numpy.vectorize, which is a Python loop."""
# part: sigm
# mistake: loops-over-elements
# %% sigm
import math

def sigm_one(v):
    return 0.5 * (1 + math.tanh(v / 2))

def sigm(t):
    return numpy.vectorize(sigm_one, otypes=[float])(t)
