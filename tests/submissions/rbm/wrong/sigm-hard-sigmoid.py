"""Replaces the curve by three straight lines."""
# part: sigm
# mistake: hard-sigmoid
# %% sigm
def sigm(t):
    return numpy.clip(0.2 * t + 0.5, 0, 1)
