"""Writes sampler and gradient for a batch of rows and passes a batch of one."""
# %% gibbs
def gibbs_batch(rbm, V, k):
    for _ in range(k):
        P = sigm(V @ rbm['W'] + rbm['b'])
        Hs = (numpy.random.rand(*P.shape) < P).astype(float)
        Q = sigm(Hs @ rbm['W'].T)
        V = (numpy.random.rand(*Q.shape) < Q).astype(float)
    return V

def gibbs(rbm, x, k):
    return gibbs_batch(rbm, x[None, :], k)[0]
# %% gradient
def gradient_batch(rbm, V):
    M = gibbs_batch(rbm, V, 3)
    P, Q = sigm(V @ rbm['W'] + rbm['b']), sigm(M @ rbm['W'] + rbm['b'])
    return (V.T @ P - M.T @ Q) / len(V), (P - Q).mean(axis=0)

def gradient(rbm, x):
    return gradient_batch(rbm, x.reshape(1, -1))
