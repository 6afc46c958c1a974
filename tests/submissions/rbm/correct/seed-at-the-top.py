"""Seeds numpy's generator once at the top of the notebook."""
# %% top
import numpy
numpy.random.seed(0)
