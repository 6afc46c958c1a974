"""Treats positive and negative inputs apart."""
# %% conditionals
def sigm(x):
    y = np.empty(x.shape)
    positive = x >= 0
    y[positive] = 1 / (1 + np.exp(-x[positive]))
    e = np.exp(x[~positive])
    y[~positive] = e / (1 + e)
    return y

def hidden_given_visible(rbm, V):
    return sigm(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return sigm(H @ rbm["W"].T + rbm["b"])
