rng = numpy.random.default_rng(2)
model = {"W": rng.normal(0, 0.1, (784, 100)), "b": rng.normal(0, 1, 100)}
x = (rng.random(784) < 0.3) * 1.0
before = x.copy()
v = gibbs(model, x, 2)
assert v.shape == (784,)
assert set(numpy.unique(v)) <= {0, 1}
assert (x == before).all()
assert (gibbs(model, x, 1) != gibbs(model, x, 1)).any()
off = {"W": numpy.zeros((784, 100)), "b": numpy.full(100, -50.0)}
off["W"][:, 0], off["b"][0] = 5.0, 50.0
for k in (1, 2, 3):
    draws = numpy.array([gibbs(off, x, k) for _ in range(4)])
    assert draws.mean() > 0.98
shut = {"W": numpy.full((784, 100), 0.3), "b": numpy.full(100, -1000.0)}
draws = numpy.array([gibbs(shut, x, 1) for _ in range(6)])
assert abs(draws.mean() - 0.5) < 0.05
