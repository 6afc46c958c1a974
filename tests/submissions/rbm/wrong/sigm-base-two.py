"""Uses exp2 instead of exp."""
# part: sigm
# mistake: base-two
# %% sigm
def sigm(t):
    t = numpy.clip(t, -1000, 1000)
    return 1 / (1 + numpy.exp2(-t))
