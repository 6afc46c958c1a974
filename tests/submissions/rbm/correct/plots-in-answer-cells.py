"""Plots and calls the functions inside the answer cells."""
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
plt.plot(numpy.linspace(-9, 9), sigm(numpy.linspace(-9, 9)))
plt.show()
# %% gibbs
def gibbs(rbm, x, k):
    for _ in range(k):
        h = numpy.random.binomial(1, sigm(x @ rbm['W'] + rbm['b']))
        x = numpy.random.binomial(1, sigm(rbm['W'] @ h))
    return x
plt.imshow(gibbs(rbm, X[1], 10).reshape(28, 28), cmap='gray')
plt.show()
