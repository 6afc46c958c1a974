"""Has the wrong sign in the exponent."""
# part: conditionals
# mistake: probability-of-zero
# %% conditionals
def expit(x):
    return 0.5 - 0.5 * np.tanh(x / 2)

def hidden_given_visible(rbm, V):
    return expit(V @ rbm["W"] + rbm["c"])

def visible_given_hidden(rbm, H):
    return expit(H @ rbm["W"].T + rbm["b"])
