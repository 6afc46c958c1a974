"""Returns the direction of descent."""
# part: cd_gradient
# mistake: wrong-sign
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V_neg.T @ P_neg - V.T @ P) / len(V),
        "b": (V_neg - V).mean(axis=0),
        "c": (P_neg - P).mean(axis=0),
    }
