"""The words that the extension adds to a text, in the language of the text."""

from gettext import NullTranslations
from pathlib import Path

from pelican_toolkit.catalogues import find_catalogues, read_translations

from .errors import keep_building


def read_labels(folder: Path, lang: str) -> "Labels":
    """The words in a language, from the catalogues of a folder; in English where these have none."""
    translations = NullTranslations()
    with keep_building(str(folder)):
        translations = read_translations(find_catalogues([folder], lang))
    return Labels(translations)


class Labels:
    """The words in one language."""

    def __init__(self, translations: NullTranslations | None = None) -> None:
        """Without translations they are in English."""
        self._gettext = (translations or NullTranslations()).gettext

    @property
    def table(self) -> str:
        """The name of a table that has no caption."""
        gettext = self._gettext
        return gettext("Table")

    def name_way_back(self, number: str) -> str:
        """The name of the link from a note to its call; `number` is `2`, or `2 (3)` for the third call."""
        gettext = self._gettext
        return gettext("Back to the text from note %(number)s") % {"number": number}

    def name_task(self, *, is_done: bool) -> str:
        """The name of the box of a task."""
        gettext = self._gettext
        return gettext("Done") if is_done else gettext("To do")

    def list_alerts(self) -> dict[str, str]:
        """The titles of GitHub's five alerts, by the titles that they have in English."""
        gettext = self._gettext
        return {
            "Note": gettext("Note"),
            "Tip": gettext("Tip"),
            "Important": gettext("Important"),
            "Warning": gettext("Warning"),
            "Caution": gettext("Caution"),
        }
