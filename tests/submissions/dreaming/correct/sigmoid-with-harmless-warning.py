"""Uses 1 / (1 + exp(-x)), which warns for large inputs and is right."""
# %% conditionals
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def hidden_given_visible(rbm, V):
    return sigmoid(np.dot(V, rbm["W"]) + rbm["c"])

def visible_given_hidden(rbm, H):
    return sigmoid(np.dot(H, rbm["W"].T) + rbm["b"])
