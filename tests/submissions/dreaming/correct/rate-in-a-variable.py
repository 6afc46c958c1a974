"""Multiplies the rate by the decay at the end of each epoch."""
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
    records = []
    for epoch in range(epochs):
        rows = np.arange(len(V))
        rng.shuffle(rows)
        errors = []
        i = 0
        while i < len(V):
            v = V[rows[i:i + batch_size]]
            g = cd_gradient(rbm, v, k, rng)
            rbm["W"] += lr * g["W"]
            rbm["b"] += lr * g["b"]
            rbm["c"] += lr * g["c"]
            errors.append(np.mean((v - visible_given_hidden(rbm, hidden_given_visible(rbm, v))) ** 2))
            i += batch_size
        record = dict(epoch=epoch, lr=lr, reconstruction_error=float(np.mean(errors)))
        if validation is not None:
            record["free_energy_ratio"] = float(np.mean(free_energy(rbm, V)) / np.mean(free_energy(rbm, validation)))
        records.append(record)
        lr = lr * decay
    return records
