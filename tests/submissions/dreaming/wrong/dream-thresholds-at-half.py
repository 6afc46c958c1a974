"""Rounds in place of drawing."""
# part: dream
# mistake: thresholds-at-half
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H = np.round(hidden_given_visible(rbm, chain[-1][None]))
        chain.append(np.round(visible_given_hidden(rbm, H))[0])
    return np.array(chain)
