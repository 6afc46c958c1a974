"""Clips the argument at -30 and 30, where the error is 1e-13."""
# %% sigm
def sigm(t):
    t = numpy.minimum(numpy.maximum(t, -30), 30)
    return numpy.exp(t) / (numpy.exp(t) + 1)
