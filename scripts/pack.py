"""Packs a folder as .tar.gz and as .zip: the same bytes for the same content.

python scripts/pack.py FOLDER ARCHIVE_WITHOUT_ENDING
"""

from __future__ import annotations

import gzip
import os
import stat
import sys
import tarfile
import zipfile
from pathlib import Path

# The earliest time that a zip can hold, where nothing else is asked for.
TIME = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))


def main() -> None:
    """Runs the command line."""
    folder, archive = Path(sys.argv[1]), sys.argv[2]
    files = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = TIME
        return info

    with (
        open(archive + ".tar.gz", "wb") as file,
        gzip.GzipFile("", "wb", 9, file, TIME) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in files:
            tar.add(path, path.relative_to(folder.parent).as_posix(), filter=plain)
    with zipfile.ZipFile(archive + ".zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed_zip:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = path.lstat().st_mode << 16
            link = stat.S_ISLNK(path.lstat().st_mode)
            packed_zip.writestr(entry, os.readlink(path) if link else path.read_bytes())


main()
