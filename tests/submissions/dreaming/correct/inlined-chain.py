"""Writes the Gibbs chain out in the gradient."""
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    P = hidden_given_visible(rbm, V)
    P_neg = P
    for _ in range(k):
        H = rng.random(P_neg.shape) < P_neg
        Q = visible_given_hidden(rbm, H * 1.0)
        V_neg = (rng.random(Q.shape) < Q) * 1.0
        P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
