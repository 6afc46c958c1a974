"""Returns a Python list instead of an array."""
# part: sigm
# mistake: returns-list
# %% sigm
def sigm(t):
    return (0.5 * (1 + numpy.tanh(0.5 * t))).tolist()
