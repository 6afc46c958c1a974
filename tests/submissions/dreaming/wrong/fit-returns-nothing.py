"""Prints the records instead of returning them."""
# part: fit
# mistake: returns-nothing
# %% fit
def fit(rbm, V, epochs, lr, decay, batch_size, k, rng, validation=None):
    records = []
    for epoch in range(epochs):
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            batch = V[order[start:start + batch_size]]
            G = cd_gradient(rbm, batch, k, rng)
            for name in G:
                rbm[name] += lr * decay**epoch * G[name]
        _, V_new = gibbs_step(rbm, V, rng)
        record = {"reconstruction_error": ((V - V_new) ** 2).mean()}
        if validation is not None:
            record["free_energy_ratio"] = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
        records.append(record)
    print(len(records))
