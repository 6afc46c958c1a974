"""Picks one formula for the whole vector: the stable one only if all elements are positive."""
# part: sigm
# mistake: branch-for-whole-vector
# %% sigm
def sigm(t):
    if numpy.all(t > 0):
        return 1 / (1 + numpy.exp(-t))
    return numpy.exp(t) / (1 + numpy.exp(t))
