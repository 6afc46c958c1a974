"""Hands the notebook in as it was released, with one comment added."""
# others: untouched
# %% end
# no time this week, sorry
