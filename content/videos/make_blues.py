"""Make the stand-in clip of “Le blues du community manager”: twelve bars over a drawn title card.

Run it by hand from the root of the repository; no build does (--font takes the name or path of another font):

    .venv/bin/python content/videos/make_blues.py

It needs Python 3.11, Pillow 11.3 or later, sox, an ffmpeg that has libvpx-vp9, libopus, libx264 and aac, and
a serif font. It writes the two clips, .webm and .mp4, and the poster, their first frame, as .avif, .webp and
.jpg. The picture is the score: the twelve buildings are the twelve bars, as tall as their chord is high, and
their four columns of windows are the beats.
"""

import argparse
import math
import shutil
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

try:
    from PIL import Image, ImageDraw, ImageFont, features
except ImportError:
    sys.exit("Pillow is missing: run this with the Python of .venv, or install Pillow 11.3 or later.")

# The score, twelve bars in A; the last one comes home on its third beat. Eight tokens a bar, the swung
# quavers: a note, or a chord with "+", "." to hold it, "-" for silence. The bass walks in crotchets.
TEMPO, BEATS, RATE, DURATION, LOUDNESS = 210, 4, 48_000, 14.4, -17
CHORDS = ("I", "I", "I", "I", "IV", "IV", "I", "I", "V", "IV", "I", "V")
NOTES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
VOICINGS = {"I": "G3+C#4+E4", "IV": "F#3+C4+E4", "V": "G#3+D4+F#4", "home": "A3+C#4+F#4+A4 . . . . . . ."}
MELODY = """
  E4 .  G4 A4 .  C5 .  A4 | G4  .  A4 .  .  -  -  -  | -  -  -  E4 G4 .   A4 C5 | .  A4  G4 E4 G4 . -  -
  E4 .  G4 A4 .  C5 .  A4 | G4  .  A4 .  .  -  -  -  | -  -  -  A4 C5 .   D5 .  | Eb5 D5 C5 A4 C5 . A4 .
  E5 .  D5 .  E5 G5 E5 D5 | D5  .  C5 .  D5 C5 A4 G4 | A4 .  G4 A4 C5 C#5 E5 .  | E5 Eb5 D5 B4 A4 . .  .
"""
BASS = """
  A2 C#3 E3 F#3 G3 F#3 E3 C#3   A2 C#3 E3 F#3 G3 E3  C#3 Eb3   D3 F#3 A3 B3  C4 B3 A3  F#3
  A2 C#3 E3 F#3 G3 F#3 E3 Eb3   E3 G#3 B3 G#3 D3 F#3 A3  F#3   A2 C#3 E3 C#3 E3 G#2 A2 .
"""
*VERSE, TURN = (VOICINGS[chord] for chord in CHORDS)
SCORES = {
    "lead": MELODY + " . . . .",
    "bass": " . ".join(BASS.split()) + " . . .",
    "guitar": " ".join(f"{c} . - {c} . - {c} -" for c in VERSE) + f" {TURN} . {TURN} - {VOICINGS['home']}",
    "organ": " ".join(c + 7 * " ." for c in VERSE) + f" {TURN} . . . {VOICINGS['home']}",
    "hat": 2 * len(CHORDS) * "A4 . A4 A4 ",
    "brush": 2 * len(CHORDS) * "- - A4 . ",
}
SOUNDS = {  # gain, pan, and the sox effects for a note of frequency f (g is its octave) lasting d seconds
    "bass": (0.62, 0.47, "pluck {f} sine {f} remix 1v0.8,2v0.4 lowpass 1400 fade t 0.004 {d} 0.04"),
    "guitar": (0.22, 0.28, "pluck {f} remix 1 highpass 160 lowpass 4200 fade t 0.003 {d} 0.06"),
    "organ": (0.075, 0.72, "sine {f} sine {g} remix 1v0.6,2v0.2 tremolo 6.5 35 fade t 0.03 {d} 0.09"),
    "lead": (0.5, 0.58, "pluck {f} sine {f} remix 1v.75,2v.2 overdrive 5 lowpass 3800 fade t .005 {d} .05"),
    "hat": (0.2, 0.66, "whitenoise remix 1 highpass 7500 fade l 0 {d} {d}"),
    "brush": (0.5, 0.45, "pinknoise remix 1 highpass 900 lowpass 7000 fade h 0.006 {d} {d}"),
}
MASTER = "highpass 45 reverb 24 45 55 100 15 compand .01,.15 6:-60,-60,-18,-13,0,-6 -4 gain -n -3 fade t 0"
RAW = ("-t", "raw", "-e", "floating-point", "-b", "32", "-L", "-r", str(RATE))
BOTH = f"""-t {DURATION} -g 300 -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p
  -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv -ar {RATE} -b:a 62k
  -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"""
WEBM = "-c:v libvpx-vp9 -b:v 0 -crf 40 -deadline good -cpu-used 1 -threads 1 -c:a libopus"
MP4 = "-c:v libx264 -profile:v main -preset veryslow -tune animation -crf 24 -c:a aac -movflags +faststart"

# The picture: its palette, then the positions.
NIGHT, HALOS, FAR = "#16263f", ("#192b48", "#1d3252", "#22395e", "#29456d"), "#13213a"
WALLS, PANE, LAMP, PLAYED = ("#0c1626", "#13233b"), "#192c4a", "#6f6a5c", "#94733a"
CREAM, SAFFRON, CORAL, BLUE = "#fdf6e8", "#f2b441", "#e4694f", "#8fb8de"
WOOD, BARK, STRING, INK = "#b5653a", "#6f3a22", "#432a1c", "#0d1829"
SIZE, SCALE, FPS, MOON, EDGE, WIDTH = (1280, 720), 2, 15, (1022, 268), 16, 104
ROOFS = {"I": 576, "IV": 512, "V": 480}  # all in multiples of 8, as codecs work: sharper, far lighter
STARS = (96, 300, 3), (236, 420, 2), (330, 322, 2), (470, 432, 3), (700, 60, 3), (1204, 74, 3)
FLOATING = (826, 312, "heart"), (772, 404, "dots"), (1212, 396, "@")
RISING, SMALLEST = ("note", "dots", "note", "heart"), 0.2
BUBBLES = {  # a bubble's colours, then the discs (x, y, radius) and the outline of its symbol
    "heart": (CREAM, CORAL, ((-8, -5, 9.4), (8, -5, 9.4)), ((-16, 0), (16, 0), (0, 18))),
    "dots": (BLUE, INK, ((-18, 0, 5.5), (0, 0, 5.5), (18, 0, 5.5)), ()),
    "@": (CREAM, INK, (), ()),
    "note": (SAFFRON, INK, ((-10, 12, 6.5), (10, 9, 6.5)),
             ((-8, -17), (16, -20), (16, 9), (12, 9), (12, -11), (-4, -8), (-4, 12), (-8, 12))),
}  # fmt: skip


def run(*command: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command; if it fails, stop with the last line of its output."""
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
    return done


def notes() -> Iterator[tuple[str, str, float, float]]:
    """Every instrument, note, start and length in seconds; a second quaver waits for two thirds of a beat."""
    for instrument, score in SCORES.items():
        marks = score.replace("|", " ").split()
        times = [(index // 2 + index % 2 * 2 / 3) * 60 / TEMPO for index in range(len(marks) + 1)]
        for index, mark in enumerate(marks):
            end = next((i for i in range(index + 1, len(marks)) if marks[i] != "."), len(marks))
            for strum, note in enumerate(() if mark in ".-" else mark.split("+")):
                yield instrument, note, times[index] + strum * 0.009, times[end] - times[index]


@cache
def sound(instrument: str, note: str, seconds: float) -> "array[float]":
    """The samples of one note, mono, by sox."""
    hertz = 440 * 2 ** (int(note[-1]) - 4 + (NOTES.index(note[:-1]) - 9) / 12)
    effects = SOUNDS[instrument][2].format(d=f"{seconds:.4f}", f=f"{hertz:.3f}", g=f"{2 * hertz:.3f}")
    made = ("-n", *RAW, "-c", "1", "-", "synth", f"{seconds:.4f}", *effects.split())
    return array("f", run("sox", "-R", "-r", str(RATE), "-c", "2", *made).stdout)


def record(target: Path) -> float:
    """Mix every sound into a WAV file; return the gain in dB that brings it to LOUDNESS."""
    stereo = array("f", bytes(8 * round(RATE * (DURATION + 2))))
    for instrument, note, start, seconds in notes():
        gain, pan, _ = SOUNDS[instrument]
        left, right = gain * math.cos(pan * math.pi / 2), gain * math.sin(pan * math.pi / 2)
        for index, sample in enumerate(sound(instrument, note, round(seconds, 4)), round(start * RATE)):
            stereo[2 * index] += left * sample
            stereo[2 * index + 1] += right * sample
    master = ("-c", "2", "-", "-b", "24", str(target), *MASTER.split(), str(DURATION), "0.8")
    run("sox", "-R", *RAW, *master, data=stereo.tobytes())
    said = run("ffmpeg", "-nostats", "-i", str(target), "-af", "ebur128", "-f", "null", "-").stderr.decode()
    return LOUDNESS - float(said.rpartition(" I:")[2].split()[0])


class Pen:
    """A brush on a picture SCALE times as large as the coordinates it is given."""

    def __init__(self, image: Image.Image, font: str) -> None:
        """Take the picture to draw on and the font to write with."""
        self.draw, self.font = ImageDraw.Draw(image), font

    def box(self, x: float, y: float, size: tuple[float, float], fill: str, radius: float = 0) -> None:
        """A rectangle, from its top left corner."""
        corners = [SCALE * x, SCALE * y, SCALE * (x + size[0]) - 1, SCALE * (y + size[1]) - 1]
        self.draw.rounded_rectangle(corners, SCALE * radius, fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A disc, from its centre."""
        self.draw.ellipse([SCALE * v for v in (x - radius, y - radius, x + radius, y + radius)], fill)

    def text(self, at: tuple[float, float], text: str, fill: str, height: float, anchor: str = "mm") -> None:
        """A line of text."""
        font = ImageFont.truetype(self.font, SCALE * height)
        self.draw.text((SCALE * at[0], SCALE * at[1]), text, fill, font, anchor)

    def bubble(self, x: float, y: float, kind: str, zoom: float = 1) -> None:
        """A notification: a bubble with a tail, from its centre, and what it says."""
        fill, ink, discs, outline = BUBBLES[kind]
        self.box(x - 37 * zoom, y - 27 * zoom, (74 * zoom, 54 * zoom), fill, 18 * zoom)
        for colour, points in ((fill, ((-18, 20), (-20, 42), (6, 24))), (ink, outline)):
            corners = [(SCALE * (x + a * zoom), SCALE * (y + b * zoom)) for a, b in points]
            self.draw.polygon(corners or [(0, 0)] * 3, colour)
        for a, b, radius in discs:
            self.disc(x + a * zoom, y + b * zoom, radius * zoom, ink)
        if kind == "@":
            self.text((x, y - 2 * zoom), kind, ink, 36 * zoom)


def card(font: str) -> Image.Image:
    """The still parts: the night, the moon, the title, a cigar-box guitar whose box is a smartphone."""
    guitar = Image.new("RGBA", (320 * SCALE, 660 * SCALE))
    pen = Pen(guitar, font)
    pen.box(62, 318, (196, 330), INK, 34)
    pen.box(72, 328, (176, 310), CREAM, 25)
    pen.disc(160, 452, 50, SAFFRON)
    pen.disc(160, 452, 41, INK)
    pen.box(143, 90, (34, 300), WOOD)
    for peg in range(6):
        pen.disc(121 + peg % 2 * 78, 36 + peg // 2 * 24, 8, CREAM)
    pen.box(131, 14, (58, 98), BARK, 10)
    for fret in range(12):
        pen.box(143, 111 + 483 * (1 - 2 ** (-fret / 9)), (34, 3), CREAM)
    for string in range(3):
        pen.box(149 + string * 9.5, 40, (3, 530), STRING)
    pen.disc(252, 328, 29, CORAL)
    pen.text((252, 327), str(len(CHORDS)), CREAM, 30)
    guitar = guitar.rotate(-17, Image.Resampling.BICUBIC, expand=True)
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), NIGHT)
    pen = Pen(image, font)
    for radius, fill in zip((690, 500, 345, 225, 150), (*HALOS, SAFFRON), strict=True):
        pen.disc(*MOON, radius, fill)
    for star in STARS:
        pen.disc(*star, CREAM)
    image.paste(guitar, (1040 * SCALE - guitar.width // 2, 356 * SCALE - guitar.height // 2), guitar)
    pen.text((64, 126), "Le blues du", SAFFRON, 74, "ls")
    pen.text((64, 212), "community manager", CREAM, 74, "ls")
    return image


def frame(base: Image.Image, font: str, beat: float) -> Image.Image:
    """The card with the city lit up to that beat, and the bubbles where they are."""
    image = base.copy()
    pen = Pen(image, font)
    for index, (x, y, kind) in enumerate(FLOATING):
        pen.bubble(x, y + 6 * math.sin(math.pi * (beat / BEATS + index * 2 / 3)), kind)
    for bar, chord in enumerate(CHORDS):
        age = beat / BEATS - bar  # in bars: the building's own lasts from 0 to 1, its bubble a little longer
        zoom = min(1, 4.6 - 3.3 * age)
        height = 92 * (1 - (1 - min(age, 1)) ** 3) - 30
        if age > 0 and zoom >= SMALLEST:
            pen.bubble(68 + bar * WIDTH, ROOFS[chord] - height, RISING[bar % len(RISING)], zoom)
    for bar, chord in enumerate(CHORDS):
        pen.box(EDGE + bar * WIDTH - 40, ROOFS[chord] + 40, (WIDTH + 80, SIZE[1]), FAR)
    for bar, chord in enumerate(CHORDS):
        left, roof = EDGE + bar * WIDTH, ROOFS[chord]
        last = bar == len(CHORDS) - 1
        pen.box(left if bar else 0, roof, (WIDTH + EDGE * (last or not bar), SIZE[1]), WALLS[bar % 2])
        now = SAFFRON if last or beat < BEATS * (bar + 1) else PLAYED
        for column in range(BEATS):
            for row, top in enumerate(range(roof + 16, SIZE[1], 32)):
                unlit = PANE if (bar * 5 + row * 6 + column * 3) % 11 else LAMP
                pen.box(left + 8 + column * 24, top, (16, 16), now if beat >= BEATS * bar + column else unlit)
    return image.resize(SIZE, Image.Resampling.BOX)


def main() -> None:
    """Make everything, or say which program is missing."""
    parser = argparse.ArgumentParser(description="Make the clip of the community manager's blues.")
    parser.add_argument("--font", default="DejaVuSerifCondensed-Bold.ttf", help="a serif font, name or path")
    font = parser.parse_args().font
    missing = [tool for tool in ("ffmpeg", "sox") if not shutil.which(tool)]
    if missing or not features.check("avif"):
        sys.exit(f"Install {' and '.join(missing) or 'Pillow 11.3 or later, with AVIF'} and run this again.")
    try:
        base = card(font)
    except OSError:
        sys.exit(f"There is no font {font!r}: install fonts-dejavu, or name another with --font.")
    stem = Path(__file__).with_name("blues-du-community-manager")
    poster = frame(base, font, 0)
    poster.save(f"{stem}.avif", quality=43, speed=0)
    poster.save(f"{stem}.jpg", quality=42, optimize=True, progressive=True)
    flat = poster.quantize(32, Image.Quantize.FASTOCTREE).convert("RGB")
    flat.save(f"{stem}.webp", lossless=True, quality=100, method=6)
    with tempfile.TemporaryDirectory() as folder:
        for index in range(round(DURATION * FPS)):
            frame(base, font, index / FPS * TEMPO / 60).save(Path(folder, f"{index:03}.png"))
        inputs = ("-y", "-framerate", str(FPS), "-i", f"{folder}/%03d.png", "-i", f"{folder}/blues.wav")
        volume = f"volume={record(Path(folder, 'blues.wav')):.2f}dB,alimiter=limit=0.8:level=false"
        run("ffmpeg", *inputs, "-af", volume, *BOTH.split(), *WEBM.split(), f"{stem}.webm")
        run("ffmpeg", *inputs, "-af", volume, *BOTH.split(), *MP4.split(), f"{stem}.mp4")


if __name__ == "__main__":
    main()
