"""Silences the overflow warning of exp(t) / (1 + exp(t)) but keeps the nan."""
# part: sigm
# mistake: naive-overflow
# %% sigm
def sigm(t):
    with numpy.errstate(all='ignore'):
        e = numpy.exp(t)
        return e / (1.0 + e)
