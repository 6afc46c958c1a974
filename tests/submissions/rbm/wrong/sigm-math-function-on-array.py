"""Calls math.exp, which does not take arrays."""
# part: sigm
# mistake: math-function-on-array
# %% sigm
import math

def sigm(t):
    return math.exp(t) / (1 + math.exp(t))
