"""Parquet files that are read batch by batch."""

from __future__ import annotations

from typing import Any

from .errors import RowError
from .optional import library


def parquet_file(path: str, refused: str) -> Any:
    """Opens a Parquet file as a `pyarrow.parquet.ParquetFile`. Needs the extra ``pyarrow``.

    Raises:
        OSError: There is no such file.
        RowError: It is none: `refused`, with what pyarrow says.
    """
    pa, pq = library("pyarrow"), library("pyarrow.parquet")
    # What is not there is reported in the words of other files.
    with open(path, "rb"):
        pass
    try:
        # A buffer that reads ahead would keep all that was read until the file is closed (pyarrow 26.0.1).
        return pq.ParquetFile(path, pre_buffer=False)
    except pa.ArrowInvalid as error:
        raise RowError(f"{refused}: {error}") from None
