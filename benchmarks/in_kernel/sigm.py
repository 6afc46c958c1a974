rng = numpy.random.default_rng(1)
t = rng.normal(0, 4, 1000)
expected = 1 / (1 + numpy.exp(-t))
got = sigm(t.copy())
assert numpy.shape(got) == t.shape
assert numpy.abs(got - expected).max() < 1e-10
assert numpy.abs(sigm(numpy.array([50.0, 720.0, 1000.0])) - 1).max() < 1e-10
assert numpy.abs(sigm(numpy.array([-50.0, -720.0, -1000.0]))).max() < 1e-10
before = t.copy()
sigm(t)
assert (t == before).all()
import time

large = rng.normal(size=20_000)
started = time.perf_counter()
sigm(large)
assert time.perf_counter() - started < 0.02
