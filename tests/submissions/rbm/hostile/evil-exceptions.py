"""Raises exceptions whose text, name and class do harm when they are shown."""
# others: untouched
# %% sigm
class Evil(Exception):
    def __str__(self): raise Evil()
    def __repr__(self): raise Evil()

def sigm(t):
    raise Evil()
# %% gibbs
def gibbs(rbm, x, k):
    raise type("<script>alert(1)</script>", (BaseException,), {"__str__": lambda self: "\x1b[2J<img src=x onerror=alert(1)>" * 1000})()
# %% gradient
def gradient(rbm, x):
    raise type("E" * 10**6, (Exception,), {})("x" * 10**7)
# %% train
def train(rbm, X, lr=0.1, nbit=10000):
    raise ExceptionGroup("\ud800", [Evil(), ValueError("\0")])
