"""Texts keep out of each other's way: one slug, one address, one thread, one name of a term."""

import re

from .conftest import Check

TABLE = """
posts/a1.md | Slug: x1
posts/b1.md | Title: U | Slug: x1 → 3 collision content/posts/a1.md has the same slug x1 and language
posts/a2.md | Title: Été
posts/b2.md | Title: Ete → 1 collision content/posts/a2.md
posts/c2.md | Title: été → 1 collision content/posts/a2.md
posts/a3.md | Slug: x3 ‖ pages/b3.md | Slug: x3 ‖ posts/c3.md | Slug: x3 | Lang: en
posts/a4.md | Slug: x4 → 3 collision content/pages/b4.md has the same slug x4, so both would show
pages/b4.md | Slug: x4 | Comments: open
posts/c4.md | Slug: x4 | Lang: en → 3 collision content/pages/b4.md
posts/d4.md | Slug: x4 | Lang: de | Comments: hidden ‖ posts/a5.md | Slug: x5
posts/b5.md | Date: 2025-02-04 | Slug: x5 | Lang: en → 2 translation-date /en/2025/02/04/x5/
pages/a6.md | Title: Archives → 1 collision /archives/ ‖ pages/b6.md | Slug: tags → 3 collision /tags/
posts/c6.md | Slug: tags-2 ‖ posts/a7.md | Slug: a7 | Tags: C++
posts/b7.md | Slug: b7 | Tags: pain, C# → 4 term-collision C# gets the same address as C++ in
posts/a8.md | Slug: a8 | Category: C
posts/b8.md | Slug: b8 | Category: C ! → 4 term-collision /category/c/
posts/a9.md | Slug: a9 | Author: Jo
posts/b9.md | Slug: b9 | Authors: Lou; Jo? → 4 term-collision /author/jo/
posts/a10.md | Slug: x10 ‖ posts/b10.md | Date: 2025-02-03 18:30 | Slug: x10 | Lang: en
posts/a11.md | Slug: x11 | Lang: en
posts/b11.md | Slug: x11 | Lang: de → 4 collision `Translation: true` to one
posts/a12.md | Slug: x12 | Lang: en ‖ posts/b12.md | Slug: x12 | Lang: de | Translation: true
posts/a13.md | Slug: x13 | Translation: true → 4 collision remove the line
posts/a14.md | Slug: x14 ‖ posts/b14.md | Slug: x14 | Lang: en | Translation: true ‖ pages/a15.md | Slug: x15
pages/b15.md | Date: 2025-02-04 | Slug: x15 | Lang: en ‖ posts/a16.md | Slug: a16 | Tags: Pain perdu, Été
posts/b16.md | Slug: b16 | Tags: pain-perdu, ete, été ‖ pages/a17.md | Save_as: index.html | Url: index.html
posts/a18.md | Slug: a18 | Tags: sel | Category: Sel | Author: Sel
"""


def test_texts_keep_out_of_each_others_way(check: Check) -> None:
    check_rows(check, TABLE, {"comments/x4/1.md": "author: Jo\n\nOui.\n"})


def check_rows(check: Check, table: str, others: dict[str, str], **settings: str) -> None:
    """Find in each text what its row says; a row has its file's name, lines of its header, and problems."""
    files, expected = {**others}, []
    for row in re.split(r"\n| ‖ ", table.strip()):
        start, _, problem = row.partition(" → ")
        name, *lines = start.split(" | ")
        header = {"Title": "T", "Date": "2025-02-03", **dict(line.split(": ", 1) for line in lines)}
        files[name] = "".join(f"{key}: {value}\n" for key, value in header.items()) + "\nTexte.\n"
        expected += [f"{name}:{problem}"] if problem else []
    check(files, *expected, **settings)


def test_site_may_do_without_categories(check: Check) -> None:
    table = "posts/a.md | Summary: [a](/category/) → 3 link-dead\nposts/b.md | Slug: y | Tags: pain"
    check_rows(check, table, {}, CATEGORY_SAVE_AS="")


def test_translation_whose_form_leads_nowhere_is_named_with_its_original(check: Check) -> None:
    """One may close the translation alone; by default, comments are open."""
    wrong = (("closed", "open"), ("closed", ""), ("closed", "hidden"), ("hidden", "open"), ("no", "yes"))
    right = (("closed", "no"), ("open", "closed"), ("open", "hidden"), ("", ""))
    rows = []
    for number, pair in enumerate((*wrong, *right)):
        first, second = (f" | Comments: {word}" if word else "" for word in pair)
        said = f" → 4 comments-translation content/posts/a{number}.md" if number < len(wrong) else ""
        rows += [f"posts/a{number}.md | Slug: x{number}{first}"]
        rows += [f"posts/b{number}.md | Slug: x{number}{second} | Lang: en{said}"]
    check_rows(check, "\n".join(rows), {})
