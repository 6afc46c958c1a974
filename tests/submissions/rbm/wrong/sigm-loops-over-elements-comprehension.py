"""Builds the result with a list comprehension."""
# part: sigm
# mistake: loops-over-elements
# %% sigm
def sigm(t):
    return numpy.array([0.5 * (1 + numpy.tanh(0.5 * v)) for v in t])
