"""Counts the loop from one and so makes k - 1 steps."""
# part: cd_gradient
# mistake: one-step-too-few
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(1, k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
