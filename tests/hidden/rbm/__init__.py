"""Hidden tests of `rbm`, with the oracles and the models of mistakes that only they need."""
