"""Pairs the data with the hidden units of the sample and the other way round."""
# part: cd_gradient
# mistake: crossed-hiddens
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P_neg - V_neg.T @ P) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
