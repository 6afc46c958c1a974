"""Rounds to three decimals."""
# part: conditionals
# mistake: rounds
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return np.round(expit(V @ rbm["W"] + rbm["c"]), 3)

def visible_given_hidden(rbm, H):
    return np.round(expit(H @ rbm["W"].T + rbm["b"]), 3)
