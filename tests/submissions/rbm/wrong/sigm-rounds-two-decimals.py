"""Rounds the result to two decimals."""
# part: sigm
# mistake: rounds
# %% sigm
def sigm(t):
    return (0.5 * (1 + numpy.tanh(0.5 * t))).round(2)
