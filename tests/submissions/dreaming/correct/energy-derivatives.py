"""Has a helper for the mean derivative of the energy."""
# %% before cd_gradient
def mean_derivative(rbm, V):
    """The mean derivative of the energy over V and h given V."""
    P = hidden_given_visible(rbm, V)
    return {"W": -V.T @ P / len(V), "b": -V.mean(0), "c": -P.mean(0)}

# %% cd_gradient
def cd_gradient(rbm, V, k, rng):
    sample = V
    for step in range(k):
        sample = gibbs_step(rbm, sample, rng)[1]
    at_data, at_sample = mean_derivative(rbm, V), mean_derivative(rbm, sample)
    return {name: at_sample[name] - at_data[name] for name in at_data}
