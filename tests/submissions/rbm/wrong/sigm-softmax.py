"""Normalises over the whole vector (softmax) instead of element by element."""
# part: sigm
# mistake: softmax
# %% sigm
def sigm(t):
    e = numpy.exp(t - t.max())
    return e / e.sum()
