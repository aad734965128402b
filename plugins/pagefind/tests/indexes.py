"""What Pagefind's index of a built site holds."""

import gzip
import json
from pathlib import Path
from typing import Any


def read_index(site: Path) -> dict[str, dict[str, Any]]:
    """What the index holds of each page, by its address."""
    fragments = [
        json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        for path in (site / "pagefind" / "fragment").iterdir()
    ]
    return {fragment["url"]: fragment for fragment in fragments}
