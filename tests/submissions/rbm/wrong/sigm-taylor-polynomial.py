"""Uses a Taylor polynomial around zero, clipped to [0, 1]."""
# part: sigm
# mistake: taylor-polynomial
# %% sigm
def sigm(t):
    return numpy.clip(0.5 + t / 4 - t ** 3 / 48, 0, 1)
