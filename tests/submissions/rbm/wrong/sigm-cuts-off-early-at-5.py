"""Sets everything beyond -5 and 5 to exactly zero and one."""
# part: sigm
# mistake: cuts-off-early
# %% sigm
def sigm(t):
    inner = 0.5 * (1 + numpy.tanh(0.5 * t))
    return numpy.where(t > 5, 1.0, numpy.where(t < -5, 0.0, inner))
