"""A list of the values of math.exp, which overflows in the tails."""
# part: sigm
# mistake: returns-list
# %% sigm
import math

def sigm(t):
    return [1 / (1 + math.exp(-value)) for value in t]
