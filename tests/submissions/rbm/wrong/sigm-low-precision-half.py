"""Computes with float16 and so keeps only three digits."""
# part: sigm
# mistake: low-precision
# %% sigm
def sigm(t):
    s = numpy.float16(0.5) * t.astype('float16')
    return (1 + numpy.tanh(s)) * numpy.float16(0.5)
