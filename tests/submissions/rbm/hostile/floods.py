"""Prints, warns and returns more than anybody can take."""
# others: untouched
# %% sigm
import sys, warnings

def sigm(t):
    for _ in range(10):
        print("x" * 10**5)
        sys.stderr.write("y" * 10**5)
        warnings.warn("z" * 100)
    return t
# %% gibbs
def gibbs(rbm, x, k):
    return [[]] * 10**6 * 5
# %% gradient
def gradient(rbm, x):
    return {n: {} for n in range(10**5)}
