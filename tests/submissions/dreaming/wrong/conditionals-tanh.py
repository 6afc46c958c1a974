"""Takes tanh for the sigmoid."""
# part: conditionals
# mistake: tanh
# %% conditionals
def hidden_given_visible(rbm, V):
    return np.tanh(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return np.tanh(H @ rbm["W"].T + rbm["b"])
