"""Rescales the tanh but forgets to halve its argument."""
# part: sigm
# mistake: tanh-without-halving-t
# %% sigm
def sigm(t):
    return (numpy.tanh(t) + 1) / 2
