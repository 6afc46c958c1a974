"""Passes probabilities on and never draws."""
# part: dream
# mistake: mean-field-chain
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H = hidden_given_visible(rbm, chain[-1][None])
        chain.append(visible_given_hidden(rbm, H)[0])
    return np.array(chain)
