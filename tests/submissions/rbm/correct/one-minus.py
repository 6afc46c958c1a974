"""Writes the sigmoid as one minus its mirror image and silences the overflow."""
# %% sigm
def sigm(t):
    with numpy.errstate(over='ignore'):
        return 1 - 1 / (1 + numpy.exp(t))
