"""Adds logistic noise to the activations and looks at their sign, without any sigmoid."""
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = x @ rbm['W'] + rbm['b'] + numpy.random.logistic(size=100) > 0
        x = rbm['W'] @ h + numpy.random.logistic(size=784) > 0
    return x * 1.0
