"""Front matter as Python-Markdown's `Meta`, from which Pelican takes a text's metadata."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .fields import Field, Value, format_value

Meta = dict[str, list[Value]]
"""Each key's values, one for each time the key is used, as for `Key: value` lines."""

_LISTS = {"tags", "authors"}
_TEXTS = {
    *("title", "date", "modified", "category", "author", "slug", "summary", "lang", "status", "template"),
    *("save_as", "url", "timezone", "translation"),  # all of them Pelican's
    *("image", "image_alt", "video", "comments"),  # of plugins that take text
}
_TAXONOMIES = {"tags", "category", "categories", "author", "authors"}
_PICTURE = ("path", "src", "url", "feature")
"""What Jekyll themes call the file if `image:` is a mapping."""


def build_meta(fields: Iterable[Field]) -> Meta:
    """The metadata of these fields."""
    meta: Meta = {}
    for field in translate_fields(fields):
        if field.key not in meta or field.key not in _TEXTS:  # the first one counts, as in Pelican
            meta.setdefault(field.key, []).append(field.value)
    return meta


def translate_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields with other engines' names and kinds of values turned into Pelican's."""
    for field in _translate(tuple(fields)):
        yield replace(field, value=_shape(field))


def _shape(field: Field) -> Value:
    """The value in the form that Pelican expects: text, or for some keys a list of texts."""
    if field.key in _LISTS and not isinstance(field.value, str):
        return [_name(item) for item in field.value]
    if field.key in _TEXTS and not isinstance(field.value, str):
        return field.raw
    if field.key == "title" and isinstance(field.value, str):
        return " ".join(field.value.split())
    return field.value


def _translate(fields: tuple[Field, ...]) -> Iterable[Field]:
    """The fields, with `taxonomies` (Zola), lists of categories or authors, and picture mappings resolved."""
    keys = {field.key for field in fields}
    for field in fields:
        if field.key == "taxonomies" and isinstance(field.value, dict):
            lifted = (_rename(field, key.lower(), value) for key, value in field.value.items())
            yield from _translate(tuple(new for new in lifted if new.key in _TAXONOMIES - keys))
        elif field.key in {"category", "categories"}:
            yield from _translate_category(field, keys)
        elif field.key == "author":
            yield _translate_author(field, keys)
        elif field.key == "image" and isinstance(field.value, dict):
            yield from _translate_picture(field, field.value, keys)
        else:
            yield field


def _translate_category(field: Field, keys: set[str]) -> Iterable[Field]:
    value = field.value
    names = [_name(item) for item in value] if isinstance(value, list) else [format_value(value)]
    if field.key == "categories":
        yield field
    elif isinstance(value, list) and "categories" not in keys:
        yield _rename(field, "categories", value)  # pelican-taxonomy takes them all
    if field.key == "category" or "category" not in keys:
        yield _rename(field, "category", names[0] if names else "")


def _translate_author(field: Field, keys: set[str]) -> Field:
    if isinstance(field.value, list) and "authors" not in keys:
        return _rename(field, "authors", field.value)
    return field if isinstance(field.value, str) else _rename(field, "author", _name(field.value))


def _translate_picture(field: Field, value: Mapping[str, Value], keys: set[str]) -> Iterable[Field]:
    named = next((value[key] for key in _PICTURE if key in value), "")
    yield _rename(field, "image", format_value(named))
    if named and "alt" in value and "image_alt" not in keys:
        yield _rename(field, "image_alt", format_value(value["alt"]))


def _rename(field: Field, key: str, value: Value) -> Field:
    return Field(key=key, value=value, line=field.line, raw=format_value(value))


def _name(value: Value) -> str:
    """The name of a list's item: the item itself, or its `name`."""
    if isinstance(value, dict):
        return format_value(value.get("name", [*value]))
    return format_value(value[0]) if isinstance(value, list) and value else format_value(value)
