"""Picks one formula for the whole vector by looking at its sum."""
# part: sigm
# mistake: branch-for-whole-vector
# %% sigm
def sigm(t):
    with numpy.errstate(all='ignore'):
        if t.sum() > 0:
            return 1 / (1 + numpy.exp(-t))
        return numpy.exp(t) / (1 + numpy.exp(t))
