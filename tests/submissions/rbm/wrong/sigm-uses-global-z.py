"""Uses the test vector z of the notebook instead of the argument."""
# part: sigm
# mistake: uses-global-z
# %% sigm
z = numpy.linspace(-5, 5, 100)

def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * z))
