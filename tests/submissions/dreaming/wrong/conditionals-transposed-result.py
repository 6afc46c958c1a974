"""Works with columns and returns the transposed result."""
# part: conditionals
# mistake: transposed-result
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(rbm["W"].T @ V.T + rbm["c"][:, None])

def visible_given_hidden(rbm, H):
    return expit(rbm["W"] @ H.T + rbm["b"][:, None])
