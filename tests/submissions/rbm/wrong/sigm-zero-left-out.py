"""Treats t > 0 and t < 0, and leaves t == 0 at zero."""
# part: sigm
# mistake: zero-left-out
# %% sigm
def sigm(t):
    out = numpy.zeros(t.shape)
    pos, neg = t > 0, t < 0
    out[pos] = 1 / (1 + numpy.exp(-t[pos]))
    out[neg] = numpy.exp(t[neg]) / (1 + numpy.exp(t[neg]))
    return out
