"""Adds up outer products in a loop."""
# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    V_neg = V.copy()
    for _ in range(k):
        V_neg = gibbs_step(rbm, V_neg, rng)[1]
    P, P_neg = hidden_given_visible(rbm, V), hidden_given_visible(rbm, V_neg)
    G = {name: np.zeros(np.shape(rbm[name])) for name in ("W", "b", "c")}
    for n in range(len(V)):
        G["W"] += np.outer(V[n], P[n]) - np.outer(V_neg[n], P_neg[n])
        G["b"] += V[n] - V_neg[n]
        G["c"] += P[n] - P_neg[n]
    return {name: value / len(V) for name, value in G.items()}
