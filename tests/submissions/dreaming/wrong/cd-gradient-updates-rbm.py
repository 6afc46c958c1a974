"""Adds the direction to the machine as well."""
# part: cd_gradient
# mistake: updates-rbm
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V
    for _ in range(k):
        H, V_neg = gibbs_step(rbm, V_neg, rng)
    P = hidden_given_visible(rbm, V)
    P_neg = hidden_given_visible(rbm, V_neg)
    G = {
        "W": (V.T @ P - V_neg.T @ P_neg) / len(V),
        "b": (V - V_neg).mean(axis=0),
        "c": (P - P_neg).mean(axis=0),
    }
    for name in G:
        rbm[name] += G[name]
    return G
