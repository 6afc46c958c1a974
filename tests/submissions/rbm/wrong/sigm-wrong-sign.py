"""Has the wrong sign in the exponent, so that the curve falls."""
# part: sigm
# mistake: wrong-sign
# %% sigm
def sigm(t):
    return 0.5 * (1 - numpy.tanh(t / 2))
