"""Compares the own functions with the reference in a scratch cell."""
# %% after gibbs
import solutions
print(abs(sigm(z) - solutions.sigm(z)).max())
print(solutions.gibbs(rbm, X[0], 3).mean(), gibbs(rbm, X[0], 3).mean())
