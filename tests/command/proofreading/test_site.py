from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import NOW, Check


def write(**header: str) -> str:
    lines = "".join(
        f"{key}: {value}\n" for key, value in {"Title": "T", "Date": "2025-02-03", **header}.items()
    )
    return f"{lines}\nTexte.\n"


TOO = "give one of them another line `Slug:`, or its own `Lang:` if it is a translation"
SHARED = "too, so both would show the same comments; give one of them another line `Slug:`"
OWN = "is an address that the site itself uses; give this another line `Slug:`"
AWAY = "whose translation it is, so its address is /en/2025/02/04/x/ and not /en/2025/02/03/x/"
OTHER_DATE = f"{AWAY}; give both the same Date"
FOREIGN = "is in the language of the blog, so neither is the original; add `Translation: true` to one of them"
ALONE = "and no text with its slug is the original; remove it"
LISTED = "and would be listed as that; write one of them in other letters"


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        (
            {"posts/a.md": write(Slug="x"), "posts/b.md": write(Title="U", Slug="x")},
            [f"posts/b.md:3: its slug x and its language are those of content/posts/a.md too; {TOO}"],
        ),
        (
            {
                "posts/a.md": write(Title="Été"),
                "posts/b.md": write(Title="Ete"),
                "posts/c.md": write(Title="été"),
            },
            [
                f"posts/{name}.md:1: its slug ete and its language are those of content/posts/a.md too; {TOO}"
                for name in "bc"
            ],
        ),
        (
            {
                "posts/a.md": write(Slug="x"),
                "pages/b.md": write(Slug="x"),
                "posts/c.md": write(Slug="x", Lang="en"),
            },
            [],
        ),
        (
            {
                "posts/a.md": write(Slug="x"),
                "pages/b.md": write(Slug="x", Comments="open"),
                "posts/c.md": write(Slug="x", Lang="en"),
                "posts/d.md": write(Slug="x", Lang="de", Comments="hidden"),
                "comments/x/1.md": "author: Jo\n\nOui.\n",
            },
            [f"posts/{name}.md:3: its slug x is that of content/pages/b.md {SHARED}" for name in "ac"],
        ),
        (
            {"posts/a.md": write(Slug="x"), "posts/b.md": write(Slug="x", Lang="en", Date="2025-02-04")},
            [
                f"posts/b.md:2: its Date is not that of content/posts/a.md, {OTHER_DATE}",
            ],
        ),
        (
            {
                "pages/a.md": write(Title="Archives"),
                "pages/b.md": write(Slug="tags"),
                "posts/a.md": write(Slug="tags-2"),
            },
            [f"pages/a.md:1: /archives/ {OWN}", f"pages/b.md:3: /tags/ {OWN}"],
        ),
        (
            {"posts/a.md": write(Tags="C++"), "posts/b.md": write(Slug="b", Tags="pain, C#")},
            [f"posts/b.md:4: C# gets the address of C++ in content/posts/a.md, /tag/c/, {LISTED}"],
        ),
        (
            {"posts/a.md": write(Category="C"), "posts/b.md": write(Slug="b", Category="C !")},
            [f"posts/b.md:4: C ! gets the address of C in content/posts/a.md, /category/c/, {LISTED}"],
        ),
        (
            {"posts/a.md": write(Author="Jo"), "posts/b.md": write(Slug="b", Authors="Lou; Jo?")},
            [f"posts/b.md:4: Jo? gets the address of Jo in content/posts/a.md, /author/jo/, {LISTED}"],
        ),
        (
            {
                "posts/a.md": write(Slug="x"),
                "posts/b.md": write(Slug="x", Lang="en", Date="2025-02-03 18:30"),
            },
            [],
        ),
        (
            {"posts/a.md": write(Slug="x", Lang="en"), "posts/b.md": write(Slug="x", Lang="de")},
            [f"posts/b.md:4: neither this nor content/posts/a.md {FOREIGN}"],
        ),
        (
            {
                "posts/a.md": write(Slug="x", Lang="en"),
                "posts/b.md": write(Slug="x", Lang="de", Translation="true"),
            },
            [],
        ),
        (
            {"posts/a.md": write(Slug="x", Translation="true")},
            [f"posts/a.md:4: it says `Translation: true`, {ALONE}"],
        ),
        ({"posts/a.md": write(Slug="x"), "posts/b.md": write(Slug="x", Lang="en", Translation="true")}, []),
        ({"pages/a.md": write(Slug="x"), "pages/b.md": write(Slug="x", Lang="en", Date="2025-02-04")}, []),
        (
            {
                "posts/a.md": write(Tags="Pain perdu, Été"),
                "posts/b.md": write(Slug="b", Tags="pain-perdu, ete, été"),
            },
            [],
        ),
        ({"pages/a.md": write(Save_as="index.html", Url="index.html")}, []),
        ({"posts/a.md": write(Tags="pain", Category="Pain", Author="Pain")}, []),
    ],
)
def test_texts_keep_out_of_each_others_way(check: Check, files: dict[str, str], problems: list[str]) -> None:
    assert check(files) == [f"content/{problem}" for problem in problems]


def test_site_may_do_without_categories(blog: Blog, check: Check) -> None:
    check({"posts/a.md": f"{write(Slug='x')}\n[a](/category/)\n", "posts/b.md": write(Slug="y", Tags="pain")})
    settings = {**blog.settings, "CATEGORY_SAVE_AS": ""}
    (problem,) = proofread(replace(blog, settings=settings), NOW).problems  # and none of a page without one
    assert problem.message == "/category/ leads to nothing on this site; correct or remove it"


@pytest.mark.parametrize(
    ("original", "translation", "is_named"),
    [
        ("closed", "open", True),
        ("closed", "", True),  # the default is open
        ("closed", "hidden", True),
        ("hidden", "open", True),
        ("no", "yes", True),
        ("closed", "no", False),
        ("open", "closed", False),  # one may close the translation alone: no form leads nowhere
        ("open", "hidden", False),
        ("", "", False),
    ],
)
def test_translation_whose_form_leads_nowhere_is_named_with_its_original(
    check: Check, original: str, translation: str, *, is_named: bool
) -> None:
    states = [{"Comments": word} if word else {} for word in (original, translation)]
    files = {
        "posts/a.md": write(Slug="x", **states[0]),
        "posts/b.md": write(Slug="x", Lang="en", **states[1]),
    }
    problems = check(files)
    assert all("but those of content/posts/a.md are" in problem for problem in problems)
    assert [problem.partition(":")[0] for problem in problems] == ["content/posts/b.md"] * is_named
