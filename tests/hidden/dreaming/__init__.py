"""Hidden tests of `dreaming`, with the oracles and the models of mistakes that only they need."""
