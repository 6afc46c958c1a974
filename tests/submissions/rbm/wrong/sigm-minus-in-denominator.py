"""Has a minus instead of a plus in the denominator."""
# part: sigm
# mistake: minus-in-denominator
# %% sigm
def sigm(t):
    with numpy.errstate(all='ignore'):
        return 1 / (1 - numpy.exp(-t))
