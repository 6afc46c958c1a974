"""Forms the outer products by broadcasting a column and a row."""
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    pos = sigm((rbm['W'] * x[:, numpy.newaxis]).sum(axis=0) + rbm['b'])
    neg = sigm((rbm['W'] * xm[:, numpy.newaxis]).sum(axis=0) + rbm['b'])
    dW = x[:, None] * pos[None, :] - xm[:, None] * neg[None, :]
    return dW, pos - neg
