"""Returns 0 or 1, a step in place of the smooth curve."""
# part: sigm
# mistake: step-function
# %% sigm
def sigm(t):
    return (t > 0) * 1.0
