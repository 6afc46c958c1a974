"""Keeps the result away from zero and one, as if a logarithm followed."""
# part: sigm
# mistake: clips-the-result
# %% sigm
def sigm(t):
    return numpy.clip(0.5 * (1 + numpy.tanh(0.5 * t)), 1e-7, 1 - 1e-7)
