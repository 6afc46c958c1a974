"""Names the indices of einsum in the wrong order, so that dW comes out transposed."""
# part: gradient
# mistake: transposed
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b']
    xm = gibbs(rbm, x, 3)
    h, hm = sigm(x @ W + b), sigm(xm @ W + b)
    dW = numpy.einsum('i,j->ji', x, h) - numpy.einsum('i,j->ji', xm, hm)
    return dW, h - hm
