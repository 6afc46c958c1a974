"""Returns nothing from every function."""
# others: untouched
# %% free_energy
def free_energy(rbm, V):
    pass
# %% conditionals
def hidden_given_visible(rbm, V):
    pass

def visible_given_hidden(rbm, H):
    pass
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    pass
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    pass
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng):
    pass
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    pass
# %% dream
def dream(rbm, v, steps, rng):
    pass
# %% log_likelihood
def log_likelihood(rbm, V):
    pass
