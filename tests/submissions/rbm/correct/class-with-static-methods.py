"""Writes everything as static methods of a class and binds the names to them."""
# %% sigm
class RBM:
    @staticmethod
    def sigm(t):
        return 0.5 + 0.5 * numpy.tanh(t / 2)

    @staticmethod
    def sample(p):
        return numpy.random.binomial(1, p)

sigm = RBM.sigm
# %% gibbs
def _gibbs(rbm, x, k):
    for _ in range(k):
        h = RBM.sample(RBM.sigm(rbm['W'].T @ x + rbm['b']))
        x = RBM.sample(RBM.sigm(rbm['W'] @ h))
    return x

RBM.gibbs = staticmethod(_gibbs)
gibbs = RBM.gibbs
