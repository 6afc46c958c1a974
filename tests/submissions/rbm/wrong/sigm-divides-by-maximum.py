"""Divides t by its largest magnitude to keep exp small."""
# part: sigm
# mistake: divides-by-maximum
# %% sigm
def sigm(t):
    t = t / numpy.abs(t).max()
    return numpy.exp(t) / (1 + numpy.exp(t))
