"""Answers with a dictionary whose keys all have the same hash."""
# others: untouched
# %% sigm
def sigm(t):
    return {complex(-1000003 * n, n): 0 for n in range(500)}
# %% gibbs
def gibbs(rbm, x, k):
    return {(n,): n for n in range(10**4)}
