"""Returns the inputs of the units."""
# part: conditionals
# mistake: no-sigmoid
# %% conditionals
from scipy.special import expit

def hidden_given_visible(rbm, V):
    return (V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return (H @ rbm["W"].T + rbm["b"])
