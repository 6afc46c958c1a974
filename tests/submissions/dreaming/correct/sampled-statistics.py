"""Uses drawn hidden states in both terms."""
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    H, V_neg = gibbs_step(rbm, V, rng)
    for _ in range(k - 1):
        _, V_neg = gibbs_step(rbm, V_neg, rng)
    H_neg, _ = gibbs_step(rbm, V_neg, rng)
    return {
        "W": (V.T @ H - V_neg.T @ H_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (H - H_neg).mean(axis=0),
    }
