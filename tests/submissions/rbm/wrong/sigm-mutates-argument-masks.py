"""Clips the caller's vector in place before a right formula."""
# part: sigm
# mistake: mutates-argument
# %% sigm
def sigm(t):
    t[t < -100] = -100
    t[t > 100] = 100
    return 1 / (1 + numpy.exp(-t))
