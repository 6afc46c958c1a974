"""Writes the conditionals as lambdas."""
# %% conditionals
from scipy.special import expit
hidden_given_visible = lambda rbm, V: expit(V @ rbm["W"] + rbm["c"])
visible_given_hidden = lambda rbm, H: expit(H @ rbm["W"].T + rbm["b"])
