"""Draws every unit with numpy.random.choice."""
# %% gibbs
def draw(p):
    out = numpy.zeros(len(p))
    for i in range(len(p)):
        out[i] = numpy.random.choice([0, 1], p=[1 - p[i], p[i]])
    return out

def gibbs(rbm, x, k):
    xm = x
    for step in range(k):
        hm = draw(sigm(rbm['W'].T.dot(xm) + rbm['b']))
        xm = draw(sigm(rbm['W'].dot(hm)))
    return xm
