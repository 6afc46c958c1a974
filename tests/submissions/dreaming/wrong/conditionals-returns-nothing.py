"""Forgets the return in the second function."""
# part: conditionals
# mistake: returns-nothing
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    P = expit(H @ rbm["W"].T + rbm["b"])
