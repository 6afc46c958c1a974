"""Breaks IPython, the import system and the table of modules."""
# others: untouched
# %% sigm
import sys
try:
    get_ipython().run_cell = None
except NameError:
    pass
sys.meta_path.insert(0, object())
sys.path[:] = [3]
sys.modules.clear()
def sigm(t):
    return t
