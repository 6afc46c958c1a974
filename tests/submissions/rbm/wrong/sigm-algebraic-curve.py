"""Uses t / (1 + |t|), rescaled to lie between zero and one."""
# part: sigm
# mistake: algebraic-curve
# %% sigm
def sigm(t):
    return 0.5 * (1 + t / (1 + numpy.abs(t)))
