"""Keeps the pages that a build with problems could not write."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def keep_missing(site: Path, staging: Path) -> None:
    """Copy each file that only `site` has to `staging`.

    A text or a template that is broken for a moment must not take its pages away. What was removed on purpose
    goes with the next good build.
    """
    for folder, _, names in os.walk(site):
        target = staging / Path(folder).relative_to(site)
        with suppress(OSError):  # such as a folder that is a file now
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                if not os.path.lexists(target / name):
                    shutil.copyfile(Path(folder, name), target / name)
