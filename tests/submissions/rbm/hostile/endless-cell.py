"""Has a scratch cell that never ends and cannot be interrupted."""
# others: untouched
# %% top
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    try:
        while True: pass
    except BaseException:
        pass
# %% sigm
def sigm(t):
    return t
