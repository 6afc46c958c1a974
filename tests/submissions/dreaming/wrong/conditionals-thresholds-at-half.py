"""Rounds the probabilities to 0 and 1."""
# part: conditionals
# mistake: thresholds-at-half
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return np.round(expit(V @ rbm["W"] + rbm["c"]))

def visible_given_hidden(rbm, H):
    return np.round(expit(H @ rbm["W"].T + rbm["b"]))
