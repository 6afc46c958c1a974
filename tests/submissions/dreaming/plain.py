"""Answers all eight parts as a textbook would."""
# %% free_energy
def free_energy(rbm, V):
    x = V @ rbm["W"] + rbm["c"]
    return -V @ rbm["b"] - np.logaddexp(0, x).sum(axis=1)

# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])

# %% gibbs_step
def gibbs_step(rbm, V, rng):
    P = hidden_given_visible(rbm, V)
    H = (rng.random(P.shape) < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (rng.random(P.shape) < P) * 1.0

# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }

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
    return records

# %% reconstruct
def reconstruct(rbm, V, n_samples, rng):
    total = np.zeros(V.shape)
    for _ in range(n_samples):
        total += gibbs_step(rbm, V, rng)[1]
    return total / n_samples

# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H, V_new = gibbs_step(rbm, chain[-1][None], rng)
        chain.append(V_new[0])
    return np.array(chain)

# %% log_likelihood
from scipy.special import logsumexp

def log_likelihood(rbm, V):
    n = len(rbm["c"])
    H = np.indices((2,) * n).reshape(n, -1).T
    terms = H @ rbm["c"] + np.logaddexp(0, H @ rbm["W"].T + rbm["b"]).sum(axis=1)
    return -free_energy(rbm, V) - logsumexp(terms)
