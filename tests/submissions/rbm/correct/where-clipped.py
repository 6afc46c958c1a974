"""Chooses between two formulas with numpy.where and clips each exponent to its own side."""
# %% sigm
def sigm(t):
    up = numpy.exp(-numpy.clip(t, 0, None))
    down = numpy.exp(numpy.clip(t, None, 0))
    return numpy.where(t >= 0, 1 / (1 + up), down / (1 + down))
