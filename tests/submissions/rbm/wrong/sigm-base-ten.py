"""Uses powers of ten instead of powers of e."""
# part: sigm
# mistake: base-ten
# %% sigm
def sigm(t):
    t = numpy.clip(t, -300, 300)
    return 1 / (1 + 10.0 ** (-t))
