"""Seeds NumPy's generators at the top and draws debugging pictures."""
# %% top
import numpy as np
np.random.seed(0)

# %% after gibbs_step
plt.imshow(gibbs_step(tiny, all_v, rng)[1])
plt.show()
