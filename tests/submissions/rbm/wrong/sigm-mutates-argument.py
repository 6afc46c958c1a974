"""Works inside the caller's vector and so destroys it."""
# part: sigm
# mistake: mutates-argument
# %% sigm
def sigm(t):
    t *= 0.5
    numpy.tanh(t, out=t)
    t += 1
    t *= 0.5
    return t
