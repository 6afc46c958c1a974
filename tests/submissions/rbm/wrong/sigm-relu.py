"""Returns max(t, 0), another activation function."""
# part: sigm
# mistake: relu
# %% sigm
def sigm(t):
    return numpy.maximum(t, 0)
