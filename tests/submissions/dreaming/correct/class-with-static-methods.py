"""Writes the conditionals as static methods of a class."""
# %% conditionals
from scipy.special import expit

class Machine:
    @staticmethod
    def hidden_given_visible(rbm, V):
        return expit(V @ rbm["W"] + rbm["c"])

    @staticmethod
    def visible_given_hidden(rbm, H):
        return expit(H @ rbm["W"].T + rbm["b"])

hidden_given_visible = Machine.hidden_given_visible
visible_given_hidden = Machine.visible_given_hidden
