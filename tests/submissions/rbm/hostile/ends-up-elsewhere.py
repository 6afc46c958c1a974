"""Leaves a daemon in a session of its own, twice forked, that writes and waits."""
# others: untouched
# %% sigm
import os, time

def leave():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                for place in ("/tmp/left", "/dev/shm/left", "/course/left"):
                    try:
                        open(place, "a").write("x")
                    except OSError:
                        pass
                time.sleep(0.01)
        os._exit(0)

leave()
def sigm(t):
    leave()
    return t
