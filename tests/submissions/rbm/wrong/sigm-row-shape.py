"""Returns a row of shape (1, n) instead of a vector."""
# part: sigm
# mistake: row-shape
# %% sigm
def sigm(t):
    return numpy.array([0.5 * (1 + numpy.tanh(0.5 * t))])
