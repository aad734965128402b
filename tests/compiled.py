"""Templates compiled once for all the sites that are built in this process: half of a small build is that."""

from functools import partial
from typing import Any

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from pelican import generators


class CompiledTemplates(BytecodeCache):
    """Keeps what has been compiled, by all that it depends on, until the tests are over."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: dict[str, Any] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What a template was compiled to, if it has been."""
        options = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
        key = repr((options, sorted(environment.extensions), sorted(environment.filters), filename, source))
        bucket = Bucket(environment, f"{name} {key}", "")
        bucket.code = self._kept.get(bucket.key)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep it."""
        self._kept[bucket.key] = bucket.code


TEMPLATES = CompiledTemplates()


def keep_templates(patch: pytest.MonkeyPatch) -> None:
    """Have Pelican compile no template a second time."""
    patch.setattr(generators, "Environment", partial(Environment, bytecode_cache=TEMPLATES))
