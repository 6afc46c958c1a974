"""Stores the states as 8-bit integers."""
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P).astype(np.uint8)
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P).astype(np.uint8)

# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        V_neg = gibbs_step(rbm, V_neg, rng)[1].astype(float)
    P, P_neg = hidden_given_visible(rbm, V), hidden_given_visible(rbm, V_neg)
    return {"W": (V.T @ P - V_neg.T @ P_neg) / len(V), "b": np.mean(V - V_neg, axis=0), "c": np.mean(P - P_neg, axis=0)}

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
        record = {"reconstruction_error": ((V - V_new.astype(float)) ** 2).mean()}
        if validation is not None:
            record["free_energy_ratio"] = free_energy(rbm, V).mean() / free_energy(rbm, validation).mean()
        records.append(record)
    return records
