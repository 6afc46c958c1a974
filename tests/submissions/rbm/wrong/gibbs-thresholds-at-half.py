"""Sets a unit to one where its probability exceeds one half: nothing is random."""
# part: gibbs
# mistake: thresholds-at-half
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = (sigm(rbm['W'].T.dot(x) + rbm['b']) > 0.5) * 1.0
        x = (sigm(rbm['W'].dot(h)) > 0.5) * 1.0
    return x
