"""Shifts tanh(t/2) up by one half without making it half as tall."""
# part: sigm
# mistake: tanh-without-scaling
# %% sigm
def sigm(t):
    return numpy.tanh(t / 2) + 0.5
