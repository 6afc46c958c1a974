"""Leaves out both biases."""
# part: conditionals
# mistake: forgets-both-biases
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T)
