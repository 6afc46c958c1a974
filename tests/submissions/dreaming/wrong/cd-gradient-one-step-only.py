"""Makes one step whatever k is."""
# part: cd_gradient
# mistake: one-step-only
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    H, V_neg = gibbs_step(rbm, V, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
