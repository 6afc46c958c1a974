"""Makes a new generator with a fixed seed in every call."""
# part: gibbs
# mistake: fixed-seed-inside
# %% gibbs
def gibbs(rbm, x, k):
    rng = numpy.random.default_rng(0)
    for i in range(k):
        h = rng.binomial(1, sigm(rbm['W'].T @ x + rbm['b']))
        x = rng.binomial(1, sigm(rbm['W'] @ h))
    return x
