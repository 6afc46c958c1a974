"""Writes the statistics out and forgets the hidden bias."""
# part: cd_gradient
# mistake: forgets-hidden-bias
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = expit(V @ rbm["W"])
    P_neg = expit(V_neg @ rbm["W"])
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
