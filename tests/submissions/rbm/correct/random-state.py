"""Uses a RandomState object with a seed of its own."""
# %% gibbs
R = numpy.random.RandomState(12345)

def gibbs(rbm, x, k):
    for i in range(k):
        h = R.binomial(n=1, p=sigm(x @ rbm['W'] + rbm['b']), size=(100,))
        x = R.binomial(n=1, p=sigm(rbm['W'] @ h), size=(784,))
    return x
