"""Make the pictures and the clip of the demo site: flat colours, a few kilobytes, free of rights.

Run it by hand; no build does: `.venv/bin/python tests/demo/make_media.py`. It needs Pillow and ffmpeg.
"""

import shutil
import subprocess
from pathlib import Path

from PIL import Image, ImageDraw

CONTENT = Path(__file__).parent / "content"
NAVY, AMBER, CREAM = "#1c2f4d", "#e0a030", "#f6efe0"


def draw_poster(size: tuple[int, int], ground: str) -> Image.Image:
    """A sun over a table: two shapes that compress well."""
    width, height = size
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 0.7, width, height), fill=AMBER)
    draw.ellipse((width * 0.4, height * 0.15, width * 0.6, height * 0.15 + width * 0.2), fill=CREAM)
    return picture


def draw_dish(size: tuple[int, int], ground: str, dish: str) -> Image.Image:
    """A plate on a table, seen from above."""
    width, height = size
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    centre, radius = (width / 2, height / 2), min(size) * 0.4
    draw.circle(centre, radius, fill=CREAM)
    draw.circle(centre, radius * 0.72, fill=dish)
    return picture


def save_formats(picture: Image.Image, path: Path) -> None:
    """Save the picture in every format of a poster."""
    for suffix in (".avif", ".webp", ".jpg"):
        picture.save(path.with_suffix(suffix), quality=60)


def make_clip(path: Path) -> None:
    """Save two seconds of one colour, as WebM and MP4."""
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    source = ("-f", "lavfi", "-i", f"color=c={NAVY}:size=320x180:rate=10:duration=2")
    exact = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-pix_fmt", "yuv420p")
    for suffix, codec in ((".webm", "libvpx-vp9"), (".mp4", "libx264")):
        output = path.with_suffix(suffix)
        subprocess.run([ffmpeg, "-v", "error", "-y", *source, "-c:v", codec, *exact, output], check=True)


if __name__ == "__main__":
    save_formats(draw_poster((640, 360), NAVY), CONTENT / "videos/youtube-DEMO-demo-1")
    save_formats(draw_poster((320, 180), NAVY), CONTENT / "videos/petit-film")
    draw_poster((480, 320), "#5f7f6a").save(CONTENT / "images/table.png", optimize=True)
    draw_poster((1600, 1000), "#7a8f5a").save(CONTENT / "images/champ.jpg", quality=75)
    draw_dish((900, 1350), NAVY, "#b5533c").save(CONTENT / "images/soupe.jpg", quality=75)
    for name, ground, dish in (
        ("tarte", "#5f7f6a", AMBER),
        ("salade", "#8a6d5a", "#6f9a4d"),
        ("prunes", AMBER, NAVY),
    ):
        draw_dish((1000, 750), ground, dish).save(CONTENT / f"images/{name}.jpg", quality=75)
    make_clip(CONTENT / "videos/petit-film")
