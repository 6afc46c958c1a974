"""Returns zeros of the right shapes, and hands arguments back."""
# others: untouched
# %% free_energy
def free_energy(rbm, V):
    return numpy.zeros(len(V))
# %% conditionals
def hidden_given_visible(rbm, V):
    return numpy.zeros((len(V), rbm["W"].shape[1]))

def visible_given_hidden(rbm, H):
    return numpy.zeros((len(H), rbm["W"].shape[0]))
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    return numpy.zeros((len(V), rbm["W"].shape[1])), V
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    return {name: numpy.zeros_like(value) for name, value in rbm.items()}
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng):
    rbm["W"] *= 0
    return [{"reconstruction_error": 0.0, "free_energy_ratio": 1.0} for _ in range(epochs)]
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return V
# %% dream
def dream(rbm, v, steps, rng):
    return numpy.array([v] * (steps + 1))
# %% log_likelihood
def log_likelihood(rbm, V):
    return numpy.zeros(len(V))
