"""Subtracts the mean and divides by the standard deviation first."""
# part: sigm
# mistake: standardises-t
# %% sigm
def sigm(t):
    t = (t - t.mean()) / (t.std() + 1e-12)
    return 0.5 * (1 + numpy.tanh(0.5 * t))
