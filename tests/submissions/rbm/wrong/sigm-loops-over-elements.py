"""Computes one element after the other in a Python loop."""
# part: sigm
# mistake: loops-over-elements
# %% sigm
import math

def sigm(t):
    out = numpy.zeros(len(t))
    for i in range(len(t)):
        if t[i] >= 0:
            out[i] = 1 / (1 + math.exp(-t[i]))
        else:
            out[i] = math.exp(t[i]) / (1 + math.exp(t[i]))
    return out
