"""Writes CD out in the training."""
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
    history = []
    for t in range(epochs):
        alpha = lr * decay ** t
        error = 0.0
        permutation = rng.permutation(V.shape[0])
        for begin in range(0, V.shape[0], batch_size):
            v0 = V[permutation[begin:begin + batch_size]]
            p0 = hidden_given_visible(rbm, v0)
            p = p0
            for step in range(k):
                h = (rng.random(p.shape) < p).astype(float)
                q = visible_given_hidden(rbm, h)
                v = (rng.random(q.shape) < q).astype(float)
                p = hidden_given_visible(rbm, v)
            n = len(v0)
            rbm["W"] += alpha / n * (v0.T @ p0 - v.T @ p)
            rbm["b"] += alpha / n * (v0 - v).sum(axis=0)
            rbm["c"] += alpha / n * (p0 - p).sum(axis=0)
            error += np.sum((v0 - q) ** 2)
        entry = {"reconstruction_error": error / V.size}
        if validation is not None:
            entry["free_energy_ratio"] = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
        history.append(entry)
    return history
