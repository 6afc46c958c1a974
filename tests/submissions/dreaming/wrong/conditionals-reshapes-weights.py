"""Reshapes W where it should be transposed."""
# part: conditionals
# mistake: reshapes-weights
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].reshape(len(rbm["c"]), len(rbm["b"])) + rbm["b"])
