"""Returns exp(x) without dividing."""
# part: conditionals
# mistake: exponential-without-normalisation
# %% conditionals
def hidden_given_visible(rbm, V):
    return np.exp(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return np.exp(H @ rbm["W"].T + rbm["b"])
