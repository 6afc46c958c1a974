"""Makes sigm an object of a class with __call__."""
# %% sigm
class Sigmoid:
    def __init__(self, slope):
        self.slope = slope

    def __call__(self, t):
        return 0.5 * (1 + numpy.tanh(0.5 * self.slope * t))

sigm = Sigmoid(1)
