"""Uses the same random numbers for both layers."""
# part: gibbs_step
# mistake: reuses-uniforms
# %% gibbs_step
def gibbs_step(rbm, V, rng):
    U = rng.random((len(V), max(len(rbm["b"]), len(rbm["c"]))))
    P = hidden_given_visible(rbm, V)
    H = (U[:, :P.shape[1]] < P) * 1.0
    P = visible_given_hidden(rbm, H)
    return H, (U[:, :P.shape[1]] < P) * 1.0
