"""Renames the arguments and keeps the results in variables."""
# %% free_energy
def free_energy(params, batch):
    weights, visible_bias, hidden_bias = params["W"], params["b"], params["c"]
    pre_activation = batch @ weights + hidden_bias
    hidden_term = np.logaddexp(0.0, pre_activation).sum(axis=-1)
    visible_term = batch @ visible_bias
    return -(hidden_term + visible_term)
