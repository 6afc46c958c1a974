"""Leaves out the visible bias."""
# part: conditionals
# mistake: forgets-visible-bias
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T)
