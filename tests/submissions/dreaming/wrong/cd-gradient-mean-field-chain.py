"""Passes probabilities along the chain and never draws."""
# part: cd_gradient
# mistake: mean-field-chain
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        V_neg = visible_given_hidden(rbm, hidden_given_visible(rbm, V_neg))
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    return {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
