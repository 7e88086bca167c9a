"""Many calls on many machines: record batches of recordings in, record batches of scores out.

`score_batches` is the building block for distributed engines: Spark (`listening.spark`), Ray (`listening.ray`), or any
other that passes Arrow data to Python. docs/scale.md shows how to partition the work. Needs the extra ``pyarrow``.

>>> import pyarrow as pa, listening
>>> calls = pa.record_batch({"call_id": ["demo", "lost"], "path": [str(listening.demo_call()), "no such file.wav"]})
>>> (scored,) = score_batches(iter([calls]))
>>> scored.schema == SCHEMA, scored["status"].to_pylist(), scored["error_kind"].to_pylist()
(True, ['ok', None], [None, 'FileNotFoundError'])
"""

from __future__ import annotations

from typing import Any

from ._batch.record_batches import score_batches, score_table
from ._batch.table_formats import arrow_columns

__all__ = ["SCHEMA", "score_batches", "score_table"]

SCHEMA: Any = arrow_columns()
"""The columns of the output, a `pyarrow.Schema`: those of ``listening batch`` (docs/batch.md)."""
