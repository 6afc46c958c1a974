"""Has scratch cells that fail."""
# %% before fit
fit(rbm10, V_train)
1 / 0

# %% after dream
undefined_name + 1

# %% end
raise SystemExit
