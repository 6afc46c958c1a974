"""Leaves cells that fail: wrong shapes, a name that is gone, half a line of code."""
# %% top
import google.colab
# %% after sigm
sigm(zz)
# %% before gibbs
rbm['W'].dot(X[0])
# %% after gradient
for i in range(
# %% end
raise SystemExit
