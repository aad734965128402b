"""A small blog with texts like those of public ones: many languages, formats and habits of other engines."""

from collections.abc import Mapping
from io import BytesIO

from PIL import Image

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def draw(kind: str) -> bytes:
    """A picture of more than 4 kB in the given format."""
    buffer = BytesIO()
    Image.effect_noise((120, 80), 90).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


TEXTS: Mapping[str, str] = {
    "un-dimanche.md": f"""Title: Un dimanche à la mer
Date: 2014-06-10 08:30
Category: Voyages
Tags: mer, été
Comments: true
Image: images/Mon été.jpg

L'été, on part "tôt" : voyez [la tarte](|filename|/cuisine/tarte.rst),
[le café]({{filename}}/farsi/chai.md#x).

<!--more-->

## Sur la plage

![La plage](|static|/images/Mon%20été.jpg "Le matin")
![Le soir]({{static}}/images/soir.png)

{YOUTUBE}
""",
    "cuisine/tarte.rst": """Une tarte & *deux* desserts
############################

:date: 2015-03-02
:tags: tarte, R&D
:comments: no
:image: {static}/images/soir.png
:summary: Pommes & *poires*

Des pommes et des poires, avec `le dimanche <|filename|/un-dimanche.md>`_.

.. image:: {static}/images/soir.png
   :alt: Un soir

Pour finir
==========

.. code-block:: python

    print("tarte")
""",
    "english/duel.md": f"""Title: Salt &amp; Pepper <em>live</em>
Date: 2016-01-01
Video: {YOUTUBE}
Video_title: Salt &amp; Pepper
Image: https://cdn.example.net/duel.jpg
Comments: Off

A duel of two spices, <a href="{{filename}}/nowhere.md">nothing</a> and "quotes".
""",
    "cestina/kolac.md": """Title: Koláč s mákem
Date: 2016-02-03
Lang: cs
Image: images/chybi.jpg
Comments: 3

Recept na koláč, který peču každou neděli.
""",
    "zhongwen/cha.md": """Title: 喝茶的下午
Date: 2016-03-04
Lang: zh
Slug: he-cha
Image: {attach}cha.webp

下午喝茶，看书，听雨。![茶]({attach}cha.webp)
""",
    "farsi/chai.md": """Title: یک فنجان چای
Date: 2016-04-05
Lang: fa
Slug: chai
Image: {filename}/images/soir.png

یک فنجان چای در عصر پاییز.
""",
    "page-web.html": """<html><head><title>Sea &amp; sand</title>
<meta name="date" content="2016-05-06" /><meta name="comments" content="enabled" /></head>
<body><p>Sand castles.</p><img src="{static}/images/soir.png" alt="">
<img src="{static}/images/lie.jpg"></body></html>
""",
    "2013-05-06-ancien.md": """Title: Un texte ancien
Image: images/soir.png
Image: images/lie.jpg
Video: none yet
Modified: 2013-05-07

Sans date dans l'en-tête. ![]({static}/images/lie.jpg) ![]({static}/images/broken.jpg)
""",
    "brouillon.md": "Title: Un brouillon\nDate: 2016-06-07\nStatus: draft\nImage_alt: Rien\n\nPas fini.\n",
    "cache.md": "Title: Une cachette\nDate: 2016-06-08\nStatus: hidden\n\nBien caché.\n",
    "demain.md": "Title: Demain\nDate: 2400-01-01\n\nPas encore.\n",
    "sans-date.md": "Title: Sans date\n\nJamais daté.\n",
    "sans-titre.md": "Date: 2016-07-08\n\nSans titre.\n",
    "sans-texte.md": "Title: Sans texte\nDate: 2016-07-09\n",
    "sans-en-tete.md": "Rien que du texte.\n",
    "date-impossible.md": "Title: Jamais\nDate: 2016-02-31\n\nUn jour qui n'existe pas.\n",
    "soupe.fr.md": "Title: La soupe\nDate: 2016-08-09\nSlug: soupe\nLang: fr\n\nUne soupe chaude.\n",
    "soupe.en.md": "Title: The soup\nDate: 2016-08-09\nSlug: soupe\nLang: en\n\nA hot soup.\n",
    "textes à lire/Mon été à la mer.md": (
        "Title: Mon été\nDate: 2016-09-10\nSummary:\n\nUn été [loin](../cache.md).\n"
    ),
    "pages/a-propos.md": "Title: À propos\nSlug: un-dimanche-a-la-mer\nComments: yes\n\nQui je suis.\n",
    "pages/menu.rst": (
        "Menu & prix\n###########\n\n:comments: maybe\n\n`Une tarte <{filename}/cuisine/tarte.rst>`_.\n"
    ),
    "comments/un-dimanche-a-la-mer/1.md": "author: Jeanne & Paul\ndate: 2014-06-11\n\nUn beau jour !\n",
}


def list_files() -> dict[str, bytes]:
    """Every file of the content folder by its path; some pictures are not of the type in their name."""
    photo = draw("JPEG")
    return {
        **{name: text.encode() for name, text in TEXTS.items()},
        "images/Mon été.jpg": photo,
        "images/soir.png": draw("PNG"),
        "images/lie.jpg": draw("WEBP"),
        "images/broken.jpg": photo[:900],
        "images/empty.gif": b"",
        "images/error.jpg": b"<!DOCTYPE html><title>404</title>",
        "images/drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
        "zhongwen/cha.webp": draw("WEBP"),
    }
