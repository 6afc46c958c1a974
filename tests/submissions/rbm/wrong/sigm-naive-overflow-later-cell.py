"""Has a later cell that defines sigm again, with the formula that overflows."""
# part: sigm
# mistake: naive-overflow
# %% sigm
def sigm(t):
    return 0.5 * (1 + numpy.tanh(0.5 * t))
# %% end
# comparison with the formula of the sheet
def sigm(t):
    return numpy.exp(t) / (1 + numpy.exp(t))
