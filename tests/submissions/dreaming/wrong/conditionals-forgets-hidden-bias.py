"""Leaves out the hidden bias."""
# part: conditionals
# mistake: forgets-hidden-bias
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])
