"""Uses numpy.random.binomial and not the generator that is passed in."""
# part: gibbs_step
# mistake: ignores-rng
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = np.random.binomial(1, P)
    P = visible_given_hidden(rbm, H)
    return H, np.random.binomial(1, P)
