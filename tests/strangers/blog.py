"""A blog that is not ours: its texts, in content/, are like those of public blogs.

They have many languages, formats and habits of other engines.
"""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

PLUGINS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/pelican"))
ADAPTED = """{% extends "!theme/KIND.html" %}
{% block head %}{{ super() }}{% if discovery %}
{% with title = KIND.title, description = KIND.summary %}
{% include "discovery/opengraph.html" %}{% endwith %}{% endif %}{% endblock %}
{% block content %}{{ super() }}{% if KIND.video %}{% with video = KIND.video %}
{% include "video/video.html" ignore missing %}{% endwith %}{% endif %}
{% include "comments/discussion.html" ignore missing %}
{% if discovery %}{% with description = KIND.summary %}
{% include "discovery/schema.html" %}{% endwith %}{% endif %}{% endblock %}"""
ADOPTED = {f"{kind}.html": ADAPTED.replace("KIND", kind) for kind in ("article", "page")}
"""Templates that adapt a stranger's theme as our READMEs say."""


def write_content(folder: Path) -> None:
    """Write the texts and pictures into a new folder."""
    shutil.copytree(Path(__file__).parent / "content", folder)
    pictures = {"images/Mon été.jpg": draw("JPEG"), "images/soir.png": draw("PNG")}
    pictures |= dict.fromkeys(("images/lie.jpg", "zhongwen/cha.webp"), draw("WEBP"))
    pictures["images/broken.jpg"] = draw("JPEG")[:900]
    for name, data in pictures.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def draw(kind: str) -> bytes:
    """A picture of more than 4 kB in the given format."""
    buffer = BytesIO()
    Image.effect_noise((120, 80), 90).convert("RGB").save(buffer, kind)
    return buffer.getvalue()
