"""Writes one helper that serves both directions."""
# %% before conditionals
from scipy.special import expit

def layer(states, weights, bias):
    return expit(states @ weights + bias)

# %% conditionals
def hidden_given_visible(rbm, V):
    return layer(V, rbm["W"], rbm["c"])

def visible_given_hidden(rbm, H):
    return layer(H, rbm["W"].T, rbm["b"])
