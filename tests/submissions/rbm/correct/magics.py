"""Uses magics: a timed definition, a timed call, a shell line, help."""
# %% top
%load_ext autoreload
%autoreload 2
%config InlineBackend.figure_format = 'retina'
# %% sigm
%%time
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% after sigm
%timeit -n 1 -r 1 sigm(numpy.zeros(3))
# %% after sigm
numpy.tanh?
# %% gibbs
def gibbs(rbm, x, k):
    xm = x
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(xm @ rbm['W'] + rbm['b']))
        xm = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return xm
%time _ = gibbs(rbm, X[0], 3)
# %% after gibbs
!echo ready
# %% train
%%capture
def train(rbm, X, lr=0.02, nbit=60_000):
    for i in range(nbit):
        dW, db = gradient(rbm, X[numpy.random.randint(len(X))])
        rbm['W'] += lr * dW
        rbm['b'] += lr * db
