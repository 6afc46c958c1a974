"""Draws the images from the hidden probabilities."""
# part: dream
# mistake: mean-field-hiddens
# %% dream
def dream(rbm, v, steps, rng):
    chain = [v]
    for _ in range(steps):
        H = hidden_given_visible(rbm, chain[-1][None])
        P = visible_given_hidden(rbm, H)
        chain.append((rng.random(P.shape) < P)[0] * 1.0)
    return np.array(chain)
