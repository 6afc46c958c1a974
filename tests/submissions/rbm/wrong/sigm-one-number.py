"""Returns the mean over the vector, a single number."""
# part: sigm
# mistake: one-number
# %% sigm
def sigm(t):
    return numpy.mean(0.5 * (1 + numpy.tanh(0.5 * t)))
