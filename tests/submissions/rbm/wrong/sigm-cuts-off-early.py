"""Sets everything beyond -10 and 10 to exactly zero and one."""
# part: sigm
# mistake: cuts-off-early
# %% sigm
def sigm(t):
    s = 1 / (1 + numpy.exp(-numpy.clip(t, -50, 50)))
    s[t > 10] = 1
    s[t < -10] = 0
    return s
