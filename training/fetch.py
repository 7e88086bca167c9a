"""Gets the recordings of the sources from GitHub and Debian, and says what is left to be done by hand.

python -m training.fetch --root DIR [--kind speech ...] [--source NAME ...] [--table sources.csv]

Needs git, and for Debian's packages apt-get and dpkg-deb. What is there already is kept.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from .extract import extract
from .sources import KINDS, TABLE, choose, read_sources


def from_github(repository, folder):
    """Writes the audio of the newest commit of a repository, `owner/name`, to a folder."""
    with tempfile.TemporaryDirectory() as work:
        url = f"https://github.com/{repository}.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", "--depth", "1", url, work], check=True)
        written, missing = extract(work, folder)
    print(f"{folder}: {written} files, {missing} missing", flush=True)


def from_debian(package, folder):
    """Unpacks a Debian package into a folder, without installing it."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["apt-get", "download", "-qq", package], cwd=work, check=True)
        for file in Path(work).glob("*.deb"):
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["dpkg-deb", "-x", str(file), str(folder)], check=True)
    print(f"{folder}: unpacked", flush=True)


FROM = {"github": from_github, "debian": from_debian}


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--kind", nargs="*", default=[], choices=KINDS)
    parser.add_argument("--source", nargs="*", default=[], help="names in the table; all without")
    parser.add_argument("--table", type=Path, default=TABLE)
    args = parser.parse_args()
    sources = choose(read_sources(args.table), args.source, args.kind)
    failed = []
    for place in dict.fromkeys(place for source in sources for place in source.origin.split()):
        way, rest = place.split(":", 1)
        what, folder = rest.split("=", 1)
        if (args.root / folder).exists():
            continue
        try:
            FROM[way](what, args.root / folder)
        except subprocess.CalledProcessError:
            failed.append(place)
    for source in sources:
        if source.note:
            print(f"{source.name}: {source.note}")
    if failed:
        sys.exit("not fetched:\n  " + "\n  ".join(failed))


if __name__ == "__main__":
    main()
