"""Brings the interpreter down."""
# others: untouched
# %% sigm
import ctypes

def sigm(t):
    ctypes.string_at(0)
# %% gibbs
def gibbs(rbm, x, k):
    import faulthandler
    faulthandler._sigsegv()
# %% gradient
def gradient(rbm, x):
    import os
    os.abort()
