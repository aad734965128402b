"""Compiled templates of earlier builds."""

from jinja2.bccache import Bucket, BytecodeCache

from .store import Store


class CompiledTemplates(BytecodeCache):
    """What Jinja has compiled, by the templates' names, with a checksum of their sources."""

    def __init__(self, store: Store, base: str) -> None:
        """Keep it in a store, with what no page needs this time; `base` is the digest of the settings."""
        self._store, self._start = store, f"template {base} "
        store.keep_all(self._start)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket the code of its template, if that is compiled."""
        if code := self._store.get(self._name(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of the bucket's template, unless other files went into it."""
        if not getattr(bucket.environment, "compiles_files", False):
            self._store.put(self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        return self._start + bucket.key
