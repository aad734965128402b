"""A plugin that does what plugins do."""
# ruff: noqa: ANN001, ANN201, ANN202, ARG001, ARG002, D101, DTZ001, DTZ005, FBT002, PLW0108

import json
import logging
import shutil
import time
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from pelican import Pelican
from pelican.contents import Article, Category
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican.writers import Writer
from pelican_toolkit.incremental import at_end, begin, keep_file, keep_folder, pure

FOLDER = Path(__file__).parent
VERSION = "1"


def register():
    data = json.loads((FOLDER / "data.json").read_text())
    receivers = [
        (signals.generator_init, partial(offer, data)),
        (signals.article_generator_finalized, partial(complete, data)),
        (signals.all_generators_finalized, partial(rank, data)),
        (signals.content_written, copy_words),
        (signals.article_writer_finalized, partial(list_titles, data)),
        (signals.feed_generated, partial(extend, data)),
        (signals.finalized, partial(finish, data)),
    ]
    if data.get("numbers") or data.get("raises"):
        receivers.append((signals.article_generator_write_article, partial(number, data)))
    if data.get("rewrites"):
        receivers.append((signals.content_written, partial(rewrite, data)))
    if data.get("hears"):
        heard = []
        receiver = (signals.content_written, partial(hear, heard))
        receivers.append(
            (signals.get_writer, partial(connect_late, *receiver)) if data["hears"] == "late" else receiver
        )
        receivers.append((signals.finalized, partial(write_heard, heard)))
    if data.get("hears") == "once":
        receivers.append((signals.content_written, partial(write_once, data, [])))
    if data.get("beside") and data.get("by") != "template":
        signal = signals.feed_written if data.get("by") == "feed" else signals.content_written
        receivers.append((signal, partial(hear_and_do, data)))
    if data.get("writes"):
        receivers.append((signals.get_writer, lambda _: OwnWriter))
    if data.get("within"):
        receivers.append((signals.get_writer, build_within))
    for signal, receiver in receivers:
        signal.connect(receiver, weak=False)


class OwnWriter(Writer):
    def _open_w(self, filename, encoding, override=False):
        return Path(filename).open("w", encoding=encoding)


def connect_late(signal, receiver, pelican):
    signal.connect(receiver, weak=False)


def build_within(pelican):
    if "WITHIN" not in pelican.settings:
        output = f"{pelican.output_path}/within"
        settings = {**pelican.settings, "WITHIN": True, "OUTPUT_PATH": output, "PLUGINS": ["incremental"]}
        Pelican(read_settings(override=settings)).run()


def offer(data, generator):
    generator.env.filters["shout"] = lambda text: f"{text}{data['mark']}"
    generator.env.tests["fresh"] = lambda article: article.date.year >= data["year"]
    generator.env.globals["gadget"] = lambda: f"{VERSION} {data['word']}"
    generator.env.globals["listing"] = lambda: sorted(path.name for path in (FOLDER / "words").glob("*"))
    generator.env.filters["asset"] = partial(write_asset, data, Path(generator.output_path))
    generator.env.filters["sign"] = lambda name: (Path(generator.output_path) / "last.txt").write_text(name)
    generator.env.globals["beside"] = partial(mention, data, Path(generator.output_path))
    generator.env.filters["warn"] = lambda message: logging.getLogger(__name__).warning(message) or ""
    generator.env.globals["has_notes"] = lambda: (FOLDER / "notes").exists()
    generator.env.globals["bundle"] = partial(bundle, data, Path(generator.output_path))
    if data.get("clock"):
        generator.env.globals["clock"] = lambda: datetime.now().year
    generator.env.globals["aside"] = lambda: (FOLDER / "aside.txt").read_text()


def write_asset(data, folder, name):
    if not (folder / name).exists():
        (folder / name).write_text(data["word"])
    return name


def bundle(data, folder):
    keep_file(folder / "bundle.css", data["word"], partial((folder / "bundle.css").write_text, data["word"]))
    return "bundle.css"


def complete(data, generator):
    if data.get("extra"):
        metadata = {
            "title": data["extra"],
            "date": datetime(2018, 1, 1),
            "slug": "extra",
            "category": Category("one", generator.settings),
        }
        extra = Article(
            data["extra"] * 2, metadata, generator.settings, f"{generator.path}/extra", generator.context
        )
        generator.articles.append(extra)
    for article, other in zip(generator.articles, generator.articles[1:], strict=False):
        article.neighbour = other
    for article in generator.articles:
        article.words = {"count": len(article.content.split()), "word": data["word"]}


def rank(data, generators):
    context = generators[0].context
    context["ranking"] = sorted(context["articles"], key=lambda article: (article.title, article.slug))
    time.sleep(data.get("sleeps", 0))
    output = Path(generators[0].output_path)
    output.mkdir(parents=True, exist_ok=True)
    (output / "early.txt").write_text(data["word"])
    if not keep_folder(output / "early", data["word"]):
        write_names(output / "early", data["word"])


def list_titles(data, generator, writer):
    for article in [*generator.articles, *generator.drafts]:
        path = Path(writer.output_path, data.get("place", "titles"), f"{article.slug}.txt")
        keep_file(path, f"{article.title} {data['mark']}", partial(write_title, data, article, path))
    if "copies" in data:
        context = {**generator.context, "SITENAME": data["copies"], "mark": data["mark"]}
        if data.get("drops"):
            del context["SITENAME"]
        writer.write_file("copy.html", generator.get_template("copy"), context, url="copy")


def write_title(data, article, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{article.title} {data['mark']}")


def number(data, generator, content):
    if data.get("numbers"):
        content.note = f"{data['word']} {len(generator.articles)}"
        generator.context["latest"] = content.title
    if data.get("raises") == content.slug:
        raise RuntimeError("as asked")


@pure
def copy_words(path, context):
    Path(f"{path}.txt").write_text(" ".join(Path(path).read_text().split()[:200]))


def extend(data, context, feed):
    feed.feed["subtitle"] = data["word"]


def rewrite(data, path, context):
    if data["rewrites"] == "red" and getattr(context.get("article"), "colour", "") != "red":
        return
    path = Path(path)
    path.write_text(path.read_text().replace("</body>", f"{data['word']}</body>"))


def hear(heard, path, context):
    article = context.get("article")
    heard.append(f"{Path(path).name} {getattr(article, 'title', '')} {getattr(article, 'colour', '')}")


def write_once(data, done, path, context):
    if not done and "article" in context:
        done.append(Path(path).with_name(f"{data['word']}.once").write_text("once"))


def hear_and_do(data, path, context, feed=None):
    colour = getattr(context.get("article"), "colour", "") if feed is None else data.get("only", "")
    do_beside(data, Path(context["OUTPUT_PATH"]), Path(path).name, colour)


def mention(data, output, name, colour):
    return do_beside(data, output, name, colour) if data.get("by") == "template" else name


def do_beside(data, output, name, colour):
    """Do something for a page or feed with a file that is not its own."""
    if data.get("beside") and data.get("only") in (None, "", colour):
        BESIDE[data["beside"]](output, name)
    return name


def append(output, name):
    with (output / "names.log").open("a") as log:
        log.write(f"{name}\n")


def append_and_catch(output, name):
    with suppress(BaseException):
        append(output, name)


def rotate(output, name):
    with suppress(FileNotFoundError):
        (output / "names.log").replace(output / "names.old")
    (output / "names.log").write_text(name)


def found(output, name):
    folder = output / "founded"
    if not folder.is_dir():
        folder.mkdir()
        (folder / "by.txt").write_text(name)
    (folder / f"{name}.txt").write_text(name)


def collect(output, name):
    path = output / "names.json"
    known = json.loads(path.read_text()) if path.exists() else []
    path.write_text(json.dumps([*known, name]))


def draw(output, name):
    (output / "images").mkdir(exist_ok=True)
    (output / "images/two.png").write_text(name)


def replace_missing(output, name):
    if not (output / "one.html").exists():
        (output / "one.html").write_text(f"replaced by {name}")


def add(output, name):
    with (output / "one.html").open("a") as page:
        page.write(f"seen by {name}")


def list_output(output, name):
    names = sorted(f"{path.relative_to(output)}" for path in output.rglob("*"))
    (output / "seen.txt").write_text("\n".join(names))


BESIDE = {
    "appends": append,
    "catches": append_and_catch,
    "rotates": rotate,
    "founds": found,
    "collects": collect,
    "draws": draw,
    "replaces": replace_missing,
    "adds": add,
    "lists": list_output,
}


def write_heard(heard, pelican):
    Path(pelican.output_path, "heard.txt").write_text("\n".join(heard))


def write_names(folder, names):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return (folder / "names.txt").write_text(names)


def finish(data, pelican):
    output = Path(pelican.output_path)
    # Otherwise it would find files of the user's, which a clean build does not know.
    knows_all = pelican.settings["DELETE_OUTPUT_DIRECTORY"]
    names = sorted(path.name for path in output.glob("*.html")) if knows_all else []
    (output / "list.txt").write_text("\n".join(names))
    key = repr((data["word"], names))
    if not keep_folder(output / "names", key):
        at_end(partial(begin, partial(write_names, output / "names", key)))
    if data.get("minifies"):
        for path in output.rglob("*.html"):
            path.write_text(path.read_text().replace("\n\n", f"\n{data['mark']}"))
    if data.get("fails"):
        raise RuntimeError("as asked")
