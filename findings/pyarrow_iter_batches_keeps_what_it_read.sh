#!/bin/sh
# pyarrow 26.0.1: ParquetFile.iter_batches keeps everything it has read of a file until the file is closed.
#
# `ParquetFile.iter_batches(batch_size=N)` is the usual way to stream a file that does not fit into memory. By default (pre_buffer=True,
# for fast reads from object stores) the bytes of every row group read stay in a cache until the file is closed, so memory
# grows with the size of the file on disk, whatever the batch size. Tables of calls with a long text in each row (transcripts,
# reports) are large on disk, and a "streaming" reader ends up with the whole file in memory.
#
# Workaround: ParquetFile(path, pre_buffer=False): memory then stays at that of one row group. Results are the same.
#
# Observed: a file of 168 MB in 40 row groups. Default: Arrow holds 172 MB at the last batch. With pre_buffer=False it holds 8 MB.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1
"$folder/venv/bin/python" - "$folder" <<'PY'
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq

PATH = f"{sys.argv[1]}/calls.parquet"
GROUPS, ROWS, TEXT = 40, 128, 32768

# Texts that do not compress, as many rows in each row group.
schema = pa.schema([("call_id", pa.int64()), ("report", pa.string())])
with pq.ParquetWriter(PATH, schema, compression="none", use_dictionary=False) as writer:
    for group in range(GROUPS):
        texts = [os.urandom(TEXT // 2).hex() for _ in range(ROWS)]
        ids = range(group * ROWS, (group + 1) * ROWS)
        writer.write_table(pa.table([pa.array(ids, pa.int64()), pa.array(texts)], schema=schema))
size = os.path.getsize(PATH) / 1e6


def held(**options):
    """The bytes that Arrow holds at the last batch, when all earlier batches are gone, and the sum of the ids."""
    pool = pa.default_memory_pool()
    before, total, most = pool.bytes_allocated(), 0, 0
    with pq.ParquetFile(PATH, **options) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            total += sum(batch.column("call_id").to_pylist())
            del batch
            most = max(most, pool.bytes_allocated() - before)
    return most / 1e6, total


kept, total = held()
streamed, same = held(pre_buffer=False)
print(f"pyarrow {pa.__version__}: a file of {size:.0f} MB, batches of {ROWS * TEXT / 1e6:.1f} MB")
print(f"default: {kept:.0f} MB are held at the end; pre_buffer=False: {streamed:.0f} MB")
assert total == same == sum(range(GROUPS * ROWS))
assert kept > 0.8 * size and streamed < 0.2 * size, "this has changed"
PY
