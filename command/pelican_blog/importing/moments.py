"""The dates of an export, in WordPress's two clocks: the blog's own and UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from pelican.plugins.comments.importing.wordpress.dates import read_date

_FURTHEST = timedelta(hours=14)
_NO_YEAR = re.compile(r"\s-0*\d")
_STEP = timedelta(minutes=15)


def read_moment(local: str, utc: str, zone: tzinfo, published: str = "") -> datetime | None:
    """The aware moment that these fields mean, as the blog's clock showed it; None if none of them is a date.

    `local` and `utc` are `wp:post_date` and `wp:post_date_gmt`; a draft has `0000-00-00 00:00:00` in one or
    both. Their difference is the blog's offset at the time, even where its clock was wrong. `published` is
    the RSS field `pubDate`, and `zone` is the zone of a date that comes alone.
    """
    by_blog, by_utc = read_date(local), read_date(utc)
    if by_blog and by_utc:
        offset = by_blog - by_utc
        if abs(offset) <= _FURTHEST and not offset % _STEP:
            return by_blog.replace(tzinfo=timezone(offset))
    if by_utc:
        return by_utc.replace(tzinfo=UTC).astimezone(zone)
    if by_blog:
        return by_blog.replace(tzinfo=zone)
    return _parse_rss(published, zone)


def format_moment(moment: datetime, zone: tzinfo) -> str:
    """The moment for a header: with its offset only where that is not the one of the blog's zone."""
    naive = moment.replace(tzinfo=None, microsecond=0)
    text = naive.isoformat(sep=" ")
    if naive.replace(tzinfo=zone).utcoffset() == moment.utcoffset():
        return text
    return text + moment.isoformat()[19:]


def _parse_rss(text: str, zone: tzinfo) -> datetime | None:
    """The date of RSS (RFC 822). For a text without a date WordPress writes the year -0001."""
    if _NO_YEAR.search(text):
        return None
    try:
        return parsedate_to_datetime(text).astimezone(zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
