"""Uses exp(t) / (1 + exp(t)) as it stands, which overflows for large t."""
# part: sigm
# mistake: naive-overflow
# %% sigm
def sigm(t):
    return numpy.exp(t) / (1 + numpy.exp(t))
