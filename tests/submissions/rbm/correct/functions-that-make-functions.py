"""Makes gibbs and gradient with closures over the number of steps and the sampler."""
# %% gibbs
def make_gibbs(draw):
    def run(rbm, x, k):
        for _ in range(k):
            x = draw(sigm(rbm['W'] @ draw(sigm(x @ rbm['W'] + rbm['b']))))
        return x
    return run

gibbs = make_gibbs(lambda p: (numpy.random.rand(p.size) < p).astype(int))
# %% gradient
def contrastive_divergence(k):
    def run(rbm, x):
        y = gibbs(rbm, x, k)
        p, q = sigm(x @ rbm['W'] + rbm['b']), sigm(y @ rbm['W'] + rbm['b'])
        return numpy.outer(x, p) - numpy.outer(y, q), p - q
    return run

gradient = contrastive_divergence(3)
