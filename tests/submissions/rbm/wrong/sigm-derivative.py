"""Returns the derivative of the sigmoid."""
# part: sigm
# mistake: derivative
# %% sigm
def sigm(t):
    s = 0.5 * (1 + numpy.tanh(0.5 * t))
    return s * (1 - s)
