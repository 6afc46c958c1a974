"""Divides by the number of pixels instead of the number of rows."""
# part: cd_gradient
# mistake: divides-by-units
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / V.shape[1],
        "b": (V - V_neg).sum(axis=0) / V.shape[1],
        "c": (P - P_neg).sum(axis=0) / V.shape[1],
    }
