"""Registers functions for the end of the process, and objects that act when they are deleted."""
# others: untouched
# %% sigm
import atexit, os, time

class Last:
    def __del__(self):
        time.sleep(100)

last = Last()
atexit.register(time.sleep, 100)
def sigm(t):
    atexit.register(os.abort)
    return t
