"""What a WordPress text shows its readers, as Markdown."""

from .bodies import Mode, compare_body, convert_body
from .dialect import build_dialect
from .models import Attachment, Body, Library

__all__ = ["Attachment", "Body", "Library", "Mode", "build_dialect", "compare_body", "convert_body"]
