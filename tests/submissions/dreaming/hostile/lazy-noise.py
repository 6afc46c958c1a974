"""Returns fair coins and random numbers of the right shapes."""
# others: untouched
# %% free_energy
def free_energy(rbm, V):
    return numpy.random.normal(0, 100, len(V))
# %% conditionals
def hidden_given_visible(rbm, V):
    return numpy.random.random((len(V), rbm["W"].shape[1]))

def visible_given_hidden(rbm, H):
    return numpy.random.random((len(H), rbm["W"].shape[0]))
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    return rng.integers(0, 2, (len(V), rbm["W"].shape[1])), rng.integers(0, 2, V.shape)
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    return {name: rng.normal(0, 0.01, value.shape) for name, value in rbm.items()}
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng):
    records = []
    for _ in range(epochs):
        for start in range(0, len(V), batch_size):
            rbm["W"] += rng.normal(0, 1e-9, rbm["W"].shape)
        records.append({"reconstruction_error": rng.random(), "free_energy_ratio": rng.random()})
    return records
# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    return rng.integers(0, 2, (n_samples, *V.shape)).mean(axis=0)
# %% dream
def dream(rbm, v, steps, rng):
    return numpy.vstack([v, rng.integers(0, 2, (steps, len(v)))])
# %% log_likelihood
def log_likelihood(rbm, V):
    return numpy.random.normal(-100, 10, len(V))
