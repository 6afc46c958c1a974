"""Copies the argument and does the rest in place."""
# %% sigm
def sigm(t):
    s = t.copy()
    s /= 2
    numpy.tanh(s, out=s)
    s += 1
    s /= 2
    return s
