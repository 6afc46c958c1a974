"""Counts from 0 up to and including k in a while loop."""
# part: gibbs
# mistake: one-step-too-many
# %% gibbs
def gibbs(rbm, x, k):
    W, b = rbm['W'], rbm['b']
    step, v = 0, x
    while step <= k:
        h = (numpy.random.rand(100) < sigm(v @ W + b)) * 1
        v = (numpy.random.rand(784) < sigm(W @ h)) * 1
        step += 1
    return v
