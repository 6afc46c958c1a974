"""Computes the result and forgets the return."""
# part: sigm
# mistake: returns-nothing
# %% sigm
def sigm(t):
    s = 0.5 * (1 + numpy.tanh(0.5 * t))
