"""Closes the bracket too early, so that the bias is added to the probability."""
# part: conditionals
# mistake: bias-outside-sigmoid
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"]) + rbm["c"]

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T) + rbm["b"]
