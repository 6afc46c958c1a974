"""Rescales the hyperbolic tangent, as the sheet suggests."""
# %% sigm
def sigm(t):
    return (numpy.tanh(t / 2.0) + 1.0) / 2.0
