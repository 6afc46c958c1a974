"""Distinguishes two cases but uses each formula on the side where it overflows."""
# part: sigm
# mistake: naive-overflow
# %% sigm
def sigm(t):
    return numpy.where(t > 0, numpy.exp(t) / (1 + numpy.exp(t)), 1 / (1 + numpy.exp(-t)))
