"""Multiplies the mean image with the mean hidden probabilities."""
# part: cd_gradient
# mistake: outer-product-of-means
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": np.outer(V.mean(axis=0), P.mean(axis=0)) - np.outer(V_neg.mean(axis=0), P_neg.mean(axis=0)),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
