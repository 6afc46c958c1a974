"""Looks the values up in a coarse table and interpolates."""
# part: sigm
# mistake: interpolates
# %% sigm
grid = numpy.linspace(-40, 40, 801)
table = 0.5 * (1 + numpy.tanh(0.5 * grid))

def sigm(t):
    return numpy.interp(t, grid, table)
