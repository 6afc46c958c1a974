"""Walks over the elements with numpy.nditer."""
# part: sigm
# mistake: loops-over-elements
# %% sigm
def sigm(t):
    out = numpy.empty(t.shape)
    with numpy.nditer([t, out], op_flags=[['readonly'], ['writeonly']]) as it:
        for a, b in it:
            b[...] = 0.5 * (1 + numpy.tanh(0.5 * a))
    return out
