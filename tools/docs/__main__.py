"""``python -m tools.docs``: write the generated documents; ``--check`` ends with an error that names those that differ."""

import sys

from tools.docs import pages

try:
    wanted = pages.wanted()
except ValueError as error:
    sys.exit(str(error))
if "--check" not in sys.argv[1:]:
    pages.write(wanted)
elif differing := pages.differing(wanted):
    sys.exit("\n".join([*differing, "These pages are not what the code makes: run `make docs`."]))
