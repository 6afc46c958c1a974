"""Takes the exponential of minus log(1 + exp(-t))."""
# %% sigm
def sigm(t):
    return numpy.exp(-numpy.logaddexp(0, -t))
