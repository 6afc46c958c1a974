"""Closes every descriptor and opens others in their place."""
# others: untouched
# %% sigm
import os

def sigm(t):
    os.closerange(0, 256)
    for _ in range(20):
        os.open("/dev/zero", os.O_RDWR)
    return t
# %% before sigm
import os
for number in range(3, 256):
    try:
        os.dup2(0, number)
    except OSError:
        pass
