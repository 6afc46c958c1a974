"""Works on the caller's arrays through local names."""
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
    records = []
    W, b, c = rbm["W"], rbm["b"], rbm["c"]
    for epoch in range(epochs):
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            batch = V[order[start:start + batch_size]]
            G = cd_gradient(rbm, batch, k, rng)
            rate = lr * decay**epoch
            W += rate * G["W"]
            b += rate * G["b"]
            c += rate * G["c"]
        _, V_new = gibbs_step(rbm, V, rng)
        record = {"reconstruction_error": ((V - V_new) ** 2).mean()}
        if validation is not None:
            record["free_energy_ratio"] = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
        records.append(record)
    return records
