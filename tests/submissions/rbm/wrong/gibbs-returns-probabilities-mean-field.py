"""Never samples: passes probabilities up and down and returns them."""
# part: gibbs
# mistake: returns-probabilities
# %% gibbs
def gibbs(rbm, x, k):
    for i in range(k):
        h = sigm(rbm['W'].T.dot(x) + rbm['b'])
        x = sigm(rbm['W'].dot(h))
    return x
