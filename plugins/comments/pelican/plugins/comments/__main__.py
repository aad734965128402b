"""The command `pelican-comments`, or what to install if its packages are missing."""

import sys

from .extras import explain_missing

try:
    from .command_line import main
except ModuleNotFoundError as error:
    explanation = explain_missing(error, sys.argv[1:])
    if explanation is None:
        raise
    sys.exit(explanation)

if __name__ == "__main__":
    main(prog_name="pelican-comments")
