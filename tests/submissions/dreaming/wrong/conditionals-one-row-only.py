"""Returns the probabilities of the first row only."""
# part: conditionals
# mistake: one-row-only
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])[0]

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])[0]
