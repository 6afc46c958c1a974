"""Gets the sigmoid from logaddexp."""
# %% conditionals
def hidden_given_visible(rbm, V):
    return np.exp(-np.logaddexp(0, -(V @ rbm["W"] + rbm["c"])))

def visible_given_hidden(rbm, H):
    return np.exp(-np.logaddexp(0, -(H @ rbm["W"].T + rbm["b"])))
