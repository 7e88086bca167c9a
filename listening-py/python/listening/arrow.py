"""Calls beyond one machine: record batches of recordings in, record batches of scores out.

`score_batches` is what an engine for data in parts needs: Spark (`listening.spark`), Ray (`listening.ray`), or any
other that hands Arrow data to Python. docs/scale.md shows how to cut the work. Needs the extra ``pyarrow``.

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
"""The columns of what comes out, a `pyarrow.Schema`: those that ``listening batch`` writes (docs/batch.md)."""
