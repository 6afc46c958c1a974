"""Has type hints and keyword calls."""
# %% cd_gradient
def cd_gradient(rbm: dict[str, np.ndarray], V: np.ndarray, k: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    chain: np.ndarray = V
    for _ in range(k):
        _, chain = gibbs_step(rbm=rbm, V=chain, rng=rng)
    data: np.ndarray = hidden_given_visible(rbm=rbm, V=V)
    model: np.ndarray = hidden_given_visible(rbm=rbm, V=chain)
    return dict(
        W=(V.T @ data - chain.T @ model) / V.shape[0],
        b=np.mean(V, axis=0) - np.mean(chain, axis=0),
        c=np.mean(data, axis=0) - np.mean(model, axis=0),
    )
