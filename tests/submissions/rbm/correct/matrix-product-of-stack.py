"""Stacks the data point and the sample and needs one matrix product."""
# %% gradient
def gradient(rbm, x):
    v = numpy.vstack([x, gibbs(rbm, x, 3)]) * 1.0
    p = sigm(v @ rbm['W'] + rbm['b'])
    signed = numpy.diag([1, -1]) @ p
    return v.T @ signed, signed.sum(axis=0)
