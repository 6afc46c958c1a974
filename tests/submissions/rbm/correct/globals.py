"""Uses the sizes d and H of the notebook and a global list of the three steps."""
# %% before gradient
STEPS = 3
# %% gibbs
def gibbs(rbm, x, k):
    xm = x.reshape(d)
    for i in range(k):
        h = (numpy.random.random([H]) <= sigm(xm @ rbm['W'] + rbm['b'])) + 0
        xm = (numpy.random.random([d]) <= sigm(rbm['W'] @ h)) + 0
    return xm
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, STEPS)
    h, hm = [sigm(v @ rbm['W'] + rbm['b']) for v in (x, xm)]
    dW = x.reshape(d, 1) * h.reshape(1, H) - xm.reshape(d, 1) * hm.reshape(1, H)
    return dW, h - hm
