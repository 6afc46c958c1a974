"""Returns from inside the loop, after the first element."""
# part: sigm
# mistake: only-first-element
# %% sigm
def sigm(t):
    for v in t:
        return 0.5 * (1 + numpy.tanh(0.5 * v))
