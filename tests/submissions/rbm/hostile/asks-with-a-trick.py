"""Asks for attributes of our side through the name of a function."""
# others: untouched
# %% sigm
import solutions

def sigm(t):
    for name in ("__class__", "__globals__", "sigm.__globals__", "rng", "__import__", "", "\0", ["sigm"], {"a": 1}):
        for kind in ("lent", "reference_", "Reference"):
            try:
                found = solutions._line.ask(kind, name, (t,), {})
            except RuntimeError:
                continue
            raise ValueError(f"REACHED {found}")
    return t
