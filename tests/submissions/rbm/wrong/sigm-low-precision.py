"""Computes with float32 and so keeps only seven digits."""
# part: sigm
# mistake: low-precision
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * numpy.asarray(t).astype(numpy.float32)))
