"""Reads users, environment, mounts, network and other processes, and tells."""
# others: untouched
# %% sigm
import glob, os

def sigm(t):
    for path in ["/etc/passwd", "/etc/shadow", "/root", "/home", "/proc/1/environ", "/sys/class/net", *glob.glob("/proc/[0-9]*/environ")]:
        try:
            found = os.listdir(path) if os.path.isdir(path) else open(path).read()
        except OSError:
            continue
        if found and ("root" in found or "SECRET" in found or "eth0" in found):
            raise ValueError(f"REACHED {path}")
    return t
