"""Computes both formulas everywhere and picks the finite one with numpy.where."""
# %% sigm
def sigm(t):
    return numpy.where(t > 0, 1 / (1 + numpy.exp(-t)), numpy.exp(t) / (1 + numpy.exp(t)))
