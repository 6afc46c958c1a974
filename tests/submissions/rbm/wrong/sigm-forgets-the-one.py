"""Forgets the 1 in the denominator, so that everything cancels."""
# part: sigm
# mistake: forgets-the-one
# %% sigm
def sigm(t):
    t = numpy.clip(t, -500, 500)
    return numpy.exp(t) / numpy.exp(t)
