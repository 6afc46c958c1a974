"""Has t squared in the exponent."""
# part: sigm
# mistake: squares-t
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t ** 2))
