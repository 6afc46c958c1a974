"""Uses the drawn hidden states of the data and probabilities at the other end."""
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    H, V_neg = gibbs_step(rbm, V, rng)
    for _ in range(k - 1):
        _, V_neg = gibbs_step(rbm, V_neg, rng)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ H - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (H - P_neg).mean(axis=0),
    }
