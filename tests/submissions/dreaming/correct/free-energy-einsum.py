"""Uses einsum for all products."""
# %% free_energy
def free_energy(rbm, V):
    x = np.einsum("ni,ij->nj", V, rbm["W"]) + rbm["c"]
    return -np.einsum("ni,i->n", V, rbm["b"]) - np.einsum("nj->n", np.logaddexp(0, x))
