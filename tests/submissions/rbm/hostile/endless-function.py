"""Never ends, and starts processes that never end."""
# others: untouched
# %% sigm
import os

def sigm(t):
    for _ in range(8):
        os.fork()
    while True:
        pass
