"""Uses the tanh form of the sigmoid."""
# %% conditionals
def sigm(x):
    return 0.5 * (1 + np.tanh(0.5 * x))

def hidden_given_visible(rbm, V):
    return sigm(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return sigm(H @ rbm["W"].T + rbm["b"])
