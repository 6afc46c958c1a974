"""Turns warnings into errors at the top and writes code that raises none."""
# %% top
import warnings
warnings.filterwarnings('error')
# %% sigm
def sigm(t):
    e = numpy.exp(-numpy.abs(t))
    return numpy.where(t >= 0, 1 / (1 + e), e / (1 + e))
