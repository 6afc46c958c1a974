"""Computes t >= 0 and t < 0 apart and glues them together in another order."""
# part: sigm
# mistake: halves-joined-wrongly
# %% sigm
def sigm(t):
    s = 0.5 * (1 + numpy.tanh(0.5 * t))
    return numpy.concatenate([s[t >= 0], s[t < 0]])
