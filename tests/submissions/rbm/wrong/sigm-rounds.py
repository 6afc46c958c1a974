"""Rounds the result to four decimals."""
# part: sigm
# mistake: rounds
# %% sigm
def sigm(t):
    return numpy.round(0.5 * (1 + numpy.tanh(0.5 * t)), 4)
