import pytest

from .conftest import Check, CheckText

ENDS = "so this ends the header, and all from here on would be text"
OR_TEXT = ", or, if this is text, an empty line above it"
NO_HEADER = "1: it does not begin with a header; begin it with a line such as `Title: My title`"
TOP = "Title: Essai\nDate: 2025-02-03\n"


@pytest.mark.parametrize("text", ["", "\n", "Texte.\n", "---\n---\n", "Été : non\n"])
def test_text_begins_with_a_header(check_text: CheckText, text: str) -> None:
    assert check_text(text) == [NO_HEADER]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("Tags : pain\n", f"3: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}"),
        ("Tags\u00a0: pain\n", f"3: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}"),
        (
            "Slug: essai\nTags\t: pain\n",
            f"4: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}",
        ),
        ("Catégorie: Pain\n", f"3: a key has no accents, {ENDS}; write `Category:`{OR_TEXT}"),
        ("Résumé : Pain\n", f"3: a key has no accents, {ENDS}; write `Summary:`{OR_TEXT}"),
        ("Déjà-vu: Pain\n", f"3: a key has no accents, {ENDS}; write it without them{OR_TEXT}"),
        (
            "Summary: Un pain\n  de deux jours\n",
            f"4: a line that goes on with a value begins with four spaces, {ENDS}; indent it so",
        ),
        (
            "du pain\nSlug: essai\n",
            f"3: this is not a line of a header, which is `Key: value`, {ENDS}; correct or remove it",
        ),
    ],
)
def test_line_that_ends_the_header_is_named(check_text: CheckText, lines: str, problem: str) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == [problem]


@pytest.mark.parametrize(
    "text",
    [
        f"{TOP}Tags: pain : levain\n\nTexte.\n",
        f"{TOP}Summary: Un pain\n    de deux jours\n\tet demi\n\nTexte.\n",
        f"{TOP}Texte qui suit aussitôt.\nEt une ligne.\n",
        f"{TOP}Texte qui suit aussitôt.\nNote: deux lignes.",
        f"{TOP}Texte qui suit aussitôt.\n\nSlug: c’est une autre affaire.\n",
        f"---\n{TOP}---\nTexte.\n",
        f"---\n{TOP}...\nTexte.\n",
        f"\ufeff{TOP}\nTexte.\n",
        f"{TOP}\nTexte.\n".replace("\n", "\r\n"),
        f"{TOP}\n",
        f"{TOP}Video: https://vimeo.com/1",
    ],
)
def test_header_is_a_header(check_text: CheckText, text: str) -> None:
    problems = check_text(text)
    assert problems == (
        ["4: there is no text below the header; write it, or add `Status: draft`"]
        if text == f"{TOP}\n"
        else []
    )


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("Categorie: Pain\n", ["3: the key Categorie is unknown; if you mean Category, write `Category:`"]),
        ("Langue: fr\n", ["3: the key Langue is unknown; if you mean Lang, write `Lang:`"]),
        (
            "Video-title: Pain\n",
            ["3: the key Video-title is unknown; if you mean Video_title, write `Video_title:`"],
        ),
        ("Slug: a\nSlug: b\n", ["4: Slug is there already, in line 3; keep one of them"]),
        ("Slug: a\n    b\n", ["4: Slug has one line; write all of it in line 3"]),
        ("Title: Autre\n", ["3: Title is there already, in line 1; keep one of them"]),
        ("Comments: open\nComments: closed\n", ["4: Comments is there already, in line 3; keep one of them"]),
        ("Summary: a\nSummary: b\n", []),
        ("Recette: pain\nRecette: levain\n", []),
        ("Update: 2025-02-04\nRatings: 5\nDescription: x\n", []),
        ("Statut: brouillon\n", ["3: kept back as a draft because of `statut: brouillon`"]),
        ("Etiquettes: x\n", ["3: the key Etiquettes is unknown; if you mean Tags, write `Tags:`"]),
        ("Titre-court: Pain\nMa_cle: 1\n    2\n", []),
        ("Template: article\nTranslation: false\nAuthors: Jo; Lou\nKeywords: pain\n", []),
    ],
)
def test_key_is_known_or_foreign_and_there_once(
    check_text: CheckText, lines: str, problems: list[str]
) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == problems


def test_titel_is_no_title(check_text: CheckText) -> None:
    assert check_text("Titel: Essai\nDate: 2025-02-03\nSlug: essai\n\nTexte.\n") == [
        "1: the key Titel is unknown; if you mean Title, write `Title:`",
        "1: the title is missing; add a line such as `Title: My title`",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Title : Un titre\nDate : 2025-02-03\n\nTexte.\n",
            "1: no space may stand before the colon, or this is not a header; write `Title:`",
        ),
        (
            "\nTitle: Essai\n\nTexte.\n",
            "2: the header has to begin in the first line; remove what is above it",
        ),
    ],
)
def test_header_that_is_not_seen_is_named(check_text: CheckText, text: str, problem: str) -> None:
    assert check_text(text) == [problem]


def test_key_that_several_texts_have_is_meant(check: Check) -> None:
    recipe = "Title: {0}\nDate: 2025-02-03\nTitel: {0}\n\nTexte.\n"
    (printed,) = check({"posts/a.md": recipe.format("A")})
    assert "the key Titel is unknown" in printed
    assert check({"posts/b.md": recipe.format("B")}) == []


def test_text_that_is_to_be_skipped_is_not_read(check_text: CheckText) -> None:
    assert check_text("Status: skip\nCategorie: Pain\n\n![](rien.jpg)\n") == []
