"""Leaves out the sample term."""
# part: cd_gradient
# mistake: no-sample-term
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P) / len(V),
        "b": V.mean(axis=0),
        "c": P.mean(axis=0),
    }
