rng = numpy.random.default_rng(4)
rows = (rng.random((30, 784)) < 0.2) * 1.0
model = {"W": rng.normal(0, 0.1, (784, 100)), "b": numpy.zeros(100)}
start = {name: value.copy() for name, value in model.items()}
seen = []
own_gradient = gradient


def gradient(rbm, x):
    seen.append(x.copy())
    return numpy.outer(x, numpy.ones(100)), numpy.ones(100)


train(model, rows, 0.5, 4)
assert len(seen) == 4
assert numpy.abs(model["b"] - start["b"] - 2.0).max() < 1e-9
assert numpy.abs(model["W"] - start["W"] - 0.5 * numpy.outer(sum(seen), numpy.ones(100))).max() < 1e-9
seen.clear()
train(model, rows, 0.1, 60)
assert len({tuple(x) for x in seen}) > 10
gradient = own_gradient
model = {name: value.copy() for name, value in start.items()}
error = numpy.mean([gibbs(model, x, 1) != x for x in rows])
train(model, rows, 0.02, 150)
assert numpy.mean([gibbs(model, x, 1) != x for x in rows]) < error
