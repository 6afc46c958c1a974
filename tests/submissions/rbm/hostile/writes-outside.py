"""Writes to Python's packages, to the data and to the folders of others."""
# others: untouched
# %% sigm
import os, site, sys

def sigm(t):
    for folder in [*site.getsitepackages(), sys.prefix, sys.base_prefix, "/course/data", "/usr/lib", "/etc", "/", "/var/tmp", "/run"]:
        try:
            with open(os.path.join(folder, "left-by-a-submission"), "w") as file:
                file.write("x")
        except OSError:
            continue
        raise ValueError(f"REACHED {folder}")
    return t
