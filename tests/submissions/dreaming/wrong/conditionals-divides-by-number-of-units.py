"""Averages the inputs instead of adding them up."""
# part: conditionals
# mistake: divides-by-number-of-units
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] / V.shape[1] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T / H.shape[1] + rbm["b"])
