"""Gives numpy.piecewise one formula for each side."""
# %% sigm
def sigm(t):
    return numpy.piecewise(
        t,
        [t >= 0, t < 0],
        [lambda v: 1 / (1 + numpy.exp(-v)), lambda v: numpy.exp(v) / (1 + numpy.exp(v))],
    )
