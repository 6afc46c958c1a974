"""Multiplies x and the hidden units element by element, which fails."""
# part: gradient
# mistake: multiplies-vectors-of-different-size
# %% gradient
def gradient(rbm, x):
    xm = gibbs(rbm, x, 3)
    h = sigm(rbm['W'].T.dot(x) + rbm['b'])
    hm = sigm(rbm['W'].T.dot(xm) + rbm['b'])
    return x * h - xm * hm, h - hm
