"""Copies the two lines of a Gibbs step three times into the gradient."""
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    h0 = numpy.random.binomial(1, sigm(W.T.dot(x) + b))
    x1 = numpy.random.binomial(1, sigm(W.dot(h0)))
    h1 = numpy.random.binomial(1, sigm(W.T.dot(x1) + b))
    x2 = numpy.random.binomial(1, sigm(W.dot(h1)))
    h2 = numpy.random.binomial(1, sigm(W.T.dot(x2) + b))
    x3 = numpy.random.binomial(1, sigm(W.dot(h2)))
    m, m3 = sigm(W.T.dot(x) + b), sigm(W.T.dot(x3) + b)
    dW = numpy.outer(x, m) - numpy.outer(x3, m3)
    db = m - m3
    return (dW, db)
