"""Generates a blog of any size to measure with; the same size and seed give the same texts.

    .venv/bin/python benchmarks/corpus.py FOLDER --posts 1000
    .venv/bin/pelican --settings FOLDER/pelicanconf.py --output FOLDER/output

Each post has some 340 words of made-up French, with headings, links, lists, code and quotations, one of 8
categories and a few of 40 tags. There are ten comments per post: some long threads, up to six deep, and
many short ones. FOLDER gets a `content/` that can replace a clone's, and settings to build it in place.
"""

import argparse
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST, LAST = datetime(2015, 1, 5, 8, tzinfo=UTC), datetime(2024, 12, 20, 8, tzinfo=UTC)
COMMENTS_A_POST = 10
DEEPEST = 6
LITTLE = (
    "le la les de des du un une et à en dans que qui pour sur avec est sont pas plus ce se au aux par mais ou"
)
ONSETS = "b c ch d f g j l m n p r s t v br cr dr fr gr pl pr tr bl cl"
VOWELS = "a e i o u é è ou an on in eu oi ai"
ENDINGS = "- - r s t l re le tion ment té ge ne"
SETTINGS = '''\
"""Settings of a generated blog: this repository's, with other texts."""

import runpy

root = {root!r}
globals().update(
    {{name: value for name, value in runpy.run_path(f"{{root}}/pelicanconf.py").items() if name.isupper()}}
)
PATH = {content!r}
THEME = f"{{root}}/{{THEME}}"
THEME_TEMPLATES_OVERRIDES = [f"{{root}}/{{place}}" for place in THEME_TEMPLATES_OVERRIDES]
'''


class Speaker:
    """Speaks in made-up words that are as frequent as French ones: a few very common, most rare."""

    def __init__(self, chance: random.Random, vocabulary: int = 5_000) -> None:
        """Make up the words."""
        self.chance = chance
        words = dict.fromkeys(self._make_word() for _ in range(vocabulary))
        self.words = tuple(words)
        self._weights = tuple(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def _make_word(self) -> str:
        syllables = self.chance.choices((1, 2, 3), (2, 5, 3))[0]
        parts = [self._choose(sounds) for _ in range(syllables) for sounds in (ONSETS, VOWELS)]
        return "".join((*parts, self._choose(ENDINGS).strip("-")))

    def _choose(self, among: str) -> str:
        return self.chance.choice(among.split())

    def list_words(self, count: int) -> list[str]:
        """Some words, every other one a short one."""
        great = self.chance.choices(self.words, cum_weights=self._weights, k=count)
        return [self._choose(LITTLE) if number % 2 == 0 else word for number, word in enumerate(great)]

    def say(self, count: int) -> str:
        """A phrase of some words, capitalised and without a full stop."""
        phrase = " ".join(self.list_words(count))
        return phrase[:1].upper() + phrase[1:]

    def say_sentence(self) -> str:
        """A sentence of 6 to 20 words, with the punctuation that French spaces specially."""
        words = self.list_words(self.chance.randint(6, 20))
        place = self.chance.randrange(1, len(words) - 1)
        kind = self.chance.random()
        if kind < 0.3:  # noqa: PLR2004  # three in ten have a comma, and so on
            words[place] += ","
        elif kind < 0.4:  # noqa: PLR2004
            words[place] = f"l'{words[place]}"
        elif kind < 0.48:  # noqa: PLR2004
            words[place] = f"« {words[place]} »"
        elif kind < 0.56:  # noqa: PLR2004
            words[place] += " :"
        elif kind < 0.6:  # noqa: PLR2004
            words[place] = f"**{words[place]}**"
        sentence = " ".join(words) + self.chance.choices((".", " !", " ?", "..."), (80, 8, 8, 4))[0]
        return sentence[:1].upper() + sentence[1:]

    def say_paragraph(self, words: int) -> str:
        """Sentences with at least this many words in all."""
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < words:
            sentences.append(self.say_sentence())
        return " ".join(sentences)


class Corpus:
    """The contents of a blog with a given number of posts."""

    def __init__(self, posts: int, seed: int = 1) -> None:
        """Choose the slugs and dates, on which links and comments depend."""
        self.chance = random.Random(seed)  # noqa: S311  # the same texts at every run
        self.speaker = Speaker(self.chance)
        step = (LAST - FIRST) / max(1, posts)
        self.dates = [
            FIRST + timedelta(minutes=number * step // timedelta(minutes=1)) for number in range(posts)
        ]
        self.titles = [f"{self.speaker.say(self.chance.randint(3, 8))} {number}" for number in range(posts)]
        self.slugs = [f"billet-{number}" for number in range(posts)]
        self.tags = [
            f"{word} {number}" for number, word in enumerate(self.chance.sample(self.speaker.words, 40))
        ]
        self.categories = [f"{word.title()} {number}" for number, word in enumerate(self.speaker.words[:8])]

    def list_files(self) -> Iterator[tuple[str, str]]:
        """Each file's path below `content`, with its text."""
        counts = self._spread_comments()
        for number, slug in enumerate(self.slugs):
            yield f"posts/{self.dates[number].year}/{slug}.md", self._write_post(number)
            for name, text in self._write_thread(self.dates[number], counts[number]):
                yield f"comments/{slug}/{name}.md", text
        for slug, title in (("a-propos", "À propos"), ("vie-privee", "Vie privée"), ("merci", "Merci")):
            yield f"pages/{slug}.md", f"Title: {title}\nSlug: {slug}\n\n{self.speaker.say_paragraph(60)}\n"

    def _write_post(self, number: int) -> str:
        tags = self.chance.choices(
            self.tags, [1 / (rank + 2) for rank in range(40)], k=self.chance.randint(1, 5)
        )
        header = {
            "Title": self.titles[number],
            "Date": f"{self.dates[number]:%Y-%m-%d %H:%M}",
            "Slug": self.slugs[number],
            "Category": self.chance.choice(self.categories),
            "Tags": ", ".join(dict.fromkeys(tags)),
        }
        lines = "\n".join(f"{key}: {value}" for key, value in header.items())
        return (
            f"{lines}\n\n{self.speaker.say_paragraph(45)}\n\n"
            + "\n\n".join(self._write_sections(number))
            + "\n"
        )

    def _write_sections(self, number: int) -> Iterator[str]:
        """Two or three sections, each with something other than paragraphs."""
        for part in range(self.chance.randint(2, 3)):
            yield f"## {self.speaker.say(self.chance.randint(2, 6))}"
            yield self.speaker.say_paragraph(42)
            yield self.chance.choice(self._list_makers())(number)
            if part == 0:
                yield self._write_link(number)

    def _list_makers(self) -> Sequence[Callable[[int], str]]:
        return (self._write_list, self._write_code, self._write_quote, self._write_link)

    def _write_list(self, _number: int) -> str:
        mark = self.chance.choice(("-", "1."))
        return "\n".join(f"{mark} {self.speaker.say(8)}" for _ in range(self.chance.randint(3, 6)))

    def _write_code(self, _number: int) -> str:
        names = self.chance.sample(self.speaker.words, 2)
        lines = ("```python", f"def {names[0]}({names[1]}: int) -> int:", f"    return {names[1]} + 1", "```")
        return "\n".join(lines)

    def _write_quote(self, _number: int) -> str:
        return f"> {self.speaker.say_paragraph(30)}"

    def _write_link(self, number: int) -> str:
        """A paragraph that links to another post and to another site."""
        other = self.chance.randrange(len(self.slugs))
        path = f"posts/{self.dates[other].year}/{self.slugs[other]}.md"
        beginning, end = self.speaker.say_paragraph(25), self.speaker.say_paragraph(15)
        inside = f"[{self.speaker.say(3).lower()}]({{filename}}/{path})"
        return f"{beginning} Voir {inside} et [ceci](https://example.net/{number}/). {end}"

    def _spread_comments(self) -> list[int]:
        """The number of comments on each post: COMMENTS_A_POST on average, most of them on a few posts."""
        weights = [self.chance.paretovariate(1.2) for _ in self.slugs]
        drawn = self.chance.choices(range(len(weights)), weights, k=COMMENTS_A_POST * len(weights))
        counts = [0] * len(weights)
        for post in drawn:
            counts[post] += 1
        return counts

    def _write_thread(self, start: datetime, count: int) -> Iterator[tuple[int, str]]:
        """The numbers and texts of the comments on a post; six in ten reply to another."""
        depths: list[int] = []
        for number in range(count):
            parents = [other for other in range(max(0, number - 20), number) if depths[other] < DEEPEST]
            parent = self.chance.choice(parents) if parents and self.chance.random() < 0.6 else None  # noqa: PLR2004
            depths.append(1 if parent is None else depths[parent] + 1)
            lines = [
                f"author: Lecteur {self.chance.randint(1, 400)}",
                f"date: {(start + timedelta(minutes=7 * (number + 1))).isoformat()}",
            ]
            if parent is not None:
                lines.append(f"replyto: {parent + 1}")
            yield number + 1, "\n".join([*lines, "", *self._write_comment()]) + "\n"

    def _write_comment(self) -> Iterator[str]:
        yield self.speaker.say_paragraph(self.chance.choice((10, 25, 40, 80)))
        if self.chance.random() < 0.1:  # noqa: PLR2004
            yield ""
            yield "Voir [ici](https://example.net/) !"


def write_corpus(folder: Path, posts: int, seed: int = 1) -> None:
    """Write a blog with this many posts into a folder that has no `content` yet."""
    content = folder / "content"
    content.mkdir(parents=True)
    for name, text in Corpus(posts, seed).list_files():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_settings(folder)


def write_settings(folder: Path) -> None:
    """Write the settings of a blog into its folder, and what they need in its `content`."""
    content = folder / "content"
    for name in ("images", "videos"):
        (content / name).mkdir(parents=True)
        (content / name / ".gitkeep").touch()
    shutil.copytree(ROOT / "content" / "extra", content / "extra")
    settings = SETTINGS.format(root=str(ROOT), content=str(content.resolve()))
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")


def main() -> None:
    """Write the blog that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a blog to measure with.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if (given.folder / "content").exists():
        sys.exit(f"{given.folder}/content already exists; choose another folder")
    write_corpus(given.folder, given.posts, given.seed)
    sys.stdout.write(f"{given.posts} posts are in {given.folder}/content.\n")


if __name__ == "__main__":
    main()
