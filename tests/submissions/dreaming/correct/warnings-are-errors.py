"""Turns warnings into errors at the top."""
# %% top
import warnings
warnings.filterwarnings('error')
