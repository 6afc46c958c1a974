"""Puts small helpers into cells of their own."""
# %% before gibbs
def p_hidden(rbm, v):
    return sigm(v.dot(rbm['W']) + rbm['b'])

def p_visible(rbm, h):
    return sigm(rbm['W'].dot(h))
# %% before gibbs
def coin(p):
    return numpy.random.binomial(1, p)
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        x = coin(p_visible(rbm, coin(p_hidden(rbm, x))))
    return x
# %% before gradient
def statistics(rbm, v):
    p = p_hidden(rbm, v)
    return numpy.outer(v, p), p
# %% gradient
def gradient(rbm, x):
    (A, a), (B, b) = statistics(rbm, x), statistics(rbm, gibbs(rbm, x, 3))
    return A - B, a - b
