"""Converts the result to integers."""
# part: sigm
# mistake: truncates-to-integer
# %% sigm
def sigm(t):
    return (0.5 * (1 + numpy.tanh(0.5 * t))).astype(int)
