"""Computes exp(x) / (1 + exp(x)), which overflows."""
# part: conditionals
# mistake: naive-overflow
# %% conditionals
def expit(x):
    return np.exp(x) / (1 + np.exp(x))

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])
