"""Returns tanh(t) without any rescaling."""
# part: sigm
# mistake: unscaled-tanh
# %% sigm
def sigm(t):
    return numpy.tanh(t)
