"""Clips the result at 0.01 and 0.99."""
# part: sigm
# mistake: clips-the-result
# %% sigm
def sigm(t):
    s = 0.5 * (1 + numpy.tanh(0.5 * t))
    return numpy.minimum(numpy.maximum(s, 0.01), 0.99)
