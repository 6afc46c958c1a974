"""The autograder of the course kit: see README.md for what it does, and docs/ for how.

notebook file -> Submission -> box <-> hidden tests -> Report -> gradebook, feedback, class pages
"""

import sys

__version__ = "0.2.0"

# More than half of the start of any nbgrader program goes into this module, which jsonschema loads, if it is there,
# to check international web addresses. No notebook has any, so it need not be there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
