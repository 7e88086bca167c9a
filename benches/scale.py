#!/usr/bin/env python3
"""Time many calls: threads and processes, Spark and Ray, and one call beside the reading of its file.

  scale.py [one] [pools] [spark] [ray] [--minutes 10] [--calls 24] [--workers 1,2] [--rounds 3] [--json OUT]

The call is the demo call, repeated to ten minutes, 16-bit PCM at 8 kHz. Without a name all of it runs, Spark
and Ray where they are installed. Each figure is the best of the rounds, in turn; what one process does alone
is measured by its own processor time. Peak memory is read from /proc, so it is available only on Linux.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import listening
import numpy as np
import soundfile

READ = """
import numpy, soundfile
file, block = soundfile.SoundFile({path!r}), numpy.empty((65536, 2), "int16")
while len(file.read(out=block)): pass
"""
TELL = """
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(used.ru_utime + used.ru_stime, int(peak) / 1024)
"""
ONES = {
    "an interpreter with numpy and soundfile": "import numpy, soundfile",
    "the file read in blocks with soundfile": READ,
    "the file read whole with soundfile": "import soundfile; soundfile.read({path!r}, dtype='int16')",
    "import listening": "import listening",
    "analyze": "import listening; listening.analyze({path!r})",
}
SHORT_SECONDS = 1.0
FEW, MANY = 200, 2200


def recording(place: Path, seconds: float) -> str:
    """Write the demo call, cut or repeated to a length."""
    samples, rate = soundfile.read(listening.demo_call(), dtype="int16")
    frames = round(seconds * rate)
    path = place / f"{seconds:g}s.wav"
    soundfile.write(path, np.tile(samples, (frames // len(samples) + 1, 1))[:frames], rate)
    return str(path)


def process(program: str) -> tuple[float, float]:
    """Processor seconds and peak memory (MB) of a Python process."""
    program = f"{program}\n{TELL}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def one(path: str, rounds: int) -> dict[str, dict[str, float]]:
    """A call analysed by a process, beside processes that do less."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ONES}
    for _ in range(rounds):
        for name, program in ONES.items():
            found[name].append(process(program.format(path=path)))
    return {name: {"s": min(s for s, _ in all_), "MB": min(m for _, m in all_)} for name, all_ in found.items()}


def pools(path: str, calls: int, workers: list[int], rounds: int) -> dict[str, dict[str, float]]:
    """Calls per second of `analyze_many`, processor seconds of each call; the start of the pool included."""
    found: dict[str, dict[str, float]] = {}

    def run(pool: str, number: int) -> None:
        listening.analyze_many([path] * calls, workers=number, pool=pool, progress=False)

    for _ in range(rounds):
        for number in workers:
            for pool in ("threads", "processes"):
                clock, used = timed(run, pool, number)
                best = found.setdefault(f"{pool}, {number}", {"calls/s": 0.0, "s": math.inf})
                best["calls/s"] = max(best["calls/s"], calls / clock)
                best["s"] = min(best["s"], used / calls)
    return found


def slope(run, rounds: int) -> dict[str, float]:
    """Milliseconds for each call more, by the clock and of processors: starts do not count."""
    run(MANY)
    best = {
        calls: [min(column) for column in zip(*(timed(run, calls) for _ in range(rounds)))] for calls in (FEW, MANY)
    }
    clock, used = ((many - few) / (MANY - FEW) * 1000 for few, many in zip(best[FEW], best[MANY]))
    return {"clock": clock, "processors": used}


def timed(run, *given) -> tuple[float, float]:
    clock, used = time.perf_counter(), processors()
    run(*given)
    return time.perf_counter() - clock, processors() - used


def processors() -> float:
    """Seconds that this process and all below it have used so far."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        # Of children that have ended too.
        parents[int(stat.parent.name)], used[int(stat.parent.name)] = (
            int(fields[1]),
            sum(map(int, fields[11:15])),
        )
    ours, found = {os.getpid()}, set()
    while ours - found:
        found |= ours
        ours |= {child for child, parent in parents.items() if parent in found}
    return sum(used.get(one, 0) for one in found) / os.sysconf("SC_CLK_TCK")


def rows(path: str, calls: int) -> list[dict[str, str]]:
    return [{"call_id": str(k), "path": path} for k in range(calls)]


def direct(path: str, rounds: int) -> dict[str, float]:
    """The same calls through `score_batches` in this process."""
    import pyarrow as pa
    from listening.arrow import score_batches

    def run(calls: int) -> None:
        batches = pa.Table.from_pylist(rows(path, calls)).to_batches(max_chunksize=64)
        assert sum(len(batch) for batch in score_batches(batches)) == calls

    return slope(run, rounds)


def spark(path: str, rounds: int) -> dict[str, float]:
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    import listening.spark
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")

    def run(calls: int) -> None:
        frame = session.createDataFrame(rows(path, calls)).coalesce(1)
        # Every column is made and thrown away.
        listening.spark.score(frame).write.format("noop").mode("overwrite").save()

    found = slope(run, rounds)
    session.stop()
    return found


def ray(path: str, rounds: int) -> dict[str, float]:
    import listening.ray
    import ray

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, object_store_memory=400 << 20)

    def run(calls: int) -> None:
        data = ray.data.from_items(rows(path, calls), override_num_blocks=max(1, calls // 200))
        listening.ray.score(data, batch_size=64).materialize()

    found = slope(run, rounds)
    ray.shutdown()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="one|pools|spark|ray", default=[])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--calls", type=int, default=24)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    engines = [name for name in ("spark", "ray") if importlib.util.find_spec(name.replace("spark", "pyspark"))]
    what = args.what or ["one", "pools", *engines]
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as place:
        call, short = recording(Path(place), args.minutes * 60), recording(Path(place), SHORT_SECONDS)
        if "one" in what:
            found["one"] = one(call, args.rounds)
        if "pools" in what:
            found["pools"] = pools(call, args.calls, [int(n) for n in args.workers.split(",")], args.rounds)
        if {"spark", "ray"} & set(what):
            found["direct, ms a call"] = direct(short, args.rounds)
        if "spark" in what:
            found["Spark, ms a call"] = spark(short, args.rounds)
        if "ray" in what:
            found["Ray, ms a call"] = ray(short, args.rounds)
    print(json.dumps(found, indent=1))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
