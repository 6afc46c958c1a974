"""Writes exp(t) / 1 + exp(t) without brackets."""
# part: sigm
# mistake: missing-brackets
# %% sigm
def sigm(t):
    t = numpy.clip(t, -500, 500)
    return numpy.exp(t) / 1 + numpy.exp(t)
