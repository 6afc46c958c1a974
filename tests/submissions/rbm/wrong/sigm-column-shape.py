"""Returns a column of shape (n, 1) instead of a vector."""
# part: sigm
# mistake: column-shape
# %% sigm
def sigm(t):
    t = numpy.asarray(t).reshape(-1, 1)
    return 0.5 * (1 + numpy.tanh(0.5 * t))
