"""Has the length 100 of the test vector written into the function."""
# part: sigm
# mistake: fixed-length
# %% sigm
def sigm(t):
    out = numpy.zeros(100)
    out[:] = 0.5 * (1 + numpy.tanh(0.5 * t))
    return out
