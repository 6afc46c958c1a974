"""Draws zeros and ones with the right probabilities instead of returning these."""
# part: sigm
# mistake: samples
# %% sigm
def sigm(t):
    return numpy.random.binomial(1, 0.5 * (1 + numpy.tanh(0.5 * t)))
