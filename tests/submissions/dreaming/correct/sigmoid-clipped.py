"""Clips the inputs where the sigmoid is flat."""
# %% conditionals
def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))

def hidden_given_visible(rbm, V):
    return sigmoid(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return sigmoid(H @ rbm["W"].T + rbm["b"])
