"""Thinks in columns and transposes at the end."""
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(rbm["W"].T @ V.T + rbm["c"][:, None]).T

def visible_given_hidden(rbm, H):
    return expit(rbm["W"] @ H.T + rbm["b"][:, None]).T
