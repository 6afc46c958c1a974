"""Uses a softmax over the two classes 0 and t."""
# %% sigm
from scipy.special import softmax

def sigm(t):
    return softmax(numpy.stack([numpy.zeros_like(t), t]), axis=0)[1]
