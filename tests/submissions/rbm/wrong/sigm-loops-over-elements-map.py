"""Maps a function of one number over the vector."""
# part: sigm
# mistake: loops-over-elements
# %% sigm
import math

def sigm(t):
    return numpy.array(list(map(lambda v: 0.5 + 0.5 * math.tanh(v / 2), t)))
