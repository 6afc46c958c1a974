"""Returns log(1 + exp(t)), the integral of the sigmoid."""
# part: sigm
# mistake: softplus
# %% sigm
def sigm(t):
    return numpy.logaddexp(0, t)
