"""Test log-likelihood of ours and of scikit-learn after five epochs and after equal time."""

def likelihood_table(sizes, seconds):
    ...
