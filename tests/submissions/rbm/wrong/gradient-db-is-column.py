"""Returns db with the shape (100, 1)."""
# part: gradient
# mistake: db-is-column
# %% gradient
def gradient(rbm, x):
    W, b = rbm['W'], rbm['b'].reshape(-1, 1)
    v, vm = x.reshape(-1, 1), gibbs(rbm, x, 3).reshape(-1, 1)
    h, hm = sigm(W.T @ v + b), sigm(W.T @ vm + b)
    return v @ h.T - vm @ hm.T, h - hm
