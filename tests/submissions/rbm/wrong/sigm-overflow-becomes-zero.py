"""Replaces the nan of the overflow by zero where the answer is one."""
# part: sigm
# mistake: overflow-becomes-zero
# %% sigm
def sigm(t):
    with numpy.errstate(all='ignore'):
        return numpy.nan_to_num(numpy.exp(t) / (1 + numpy.exp(t)))
