"""Uses itertools.accumulate for the chain."""
# %% dream
from itertools import accumulate, repeat

def dream(rbm, v, steps, rng):
    def one(state, _):
        return gibbs_step(rbm, state[np.newaxis], rng)[1][0]
    return np.stack(list(accumulate(repeat(None, steps), one, initial=np.asarray(v))))
