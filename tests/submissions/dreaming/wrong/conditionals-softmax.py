"""Normalises over the units of the layer."""
# part: conditionals
# mistake: softmax
# %% conditionals
from scipy.special import softmax

def hidden_given_visible(rbm, V):
    return softmax(V @ rbm["W"] + rbm["c"], axis=1)

def visible_given_hidden(rbm, H):
    return softmax(H @ rbm["W"].T + rbm["b"], axis=1)
