"""Prints the result instead of returning it."""
# part: sigm
# mistake: returns-nothing
# %% sigm
def sigm(t):
    print(0.5 * (1 + numpy.tanh(0.5 * t)))
