"""Writes the audio of a bare git repository to a folder, with its licence files; passes over what the copy
lacks.

python -m training.extract GIT_DIR OUT [--under PREFIX ...] [--extensions wav flac mp3 ogg m4a]
"""

import argparse
import subprocess
from pathlib import Path, PurePosixPath

EXTENSIONS = ("wav", "flac", "mp3", "ogg", "m4a", "gsm", "txt", "md")


def listed(git):
    """Object and path of each file of the newest commit."""
    rows = subprocess.run([*git, "ls-tree", "-r", "-z", "HEAD"], capture_output=True, check=True).stdout
    for row in rows.decode("utf8", "replace").split("\0"):
        if row:
            meta, path = row.split("\t", 1)
            yield meta.split()[2], path


def is_wanted(path, under, extensions):
    """Whether a file is audio or a licence, in one of the folders."""
    name = PurePosixPath(path)
    of_kind = name.suffix[1:].lower() in extensions or name.name.upper().startswith("LICEN")
    return of_kind and any(path.startswith(prefix) for prefix in under)


def is_pointer(data):
    """Whether this is not a file but Git LFS's note of one."""
    return data.startswith(b"version") and len(data) < 300


def extract(git_dir, out, under=("",), extensions=EXTENSIONS):
    """Writes the files; gives how many were written and how many are missing."""
    git = ["git", f"--git-dir={git_dir}"]
    wanted = [(blob, path) for blob, path in listed(git) if is_wanted(path, under, extensions)]
    written = missing = 0
    with subprocess.Popen([*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for blob, path in wanted:
            process.stdin.write(f"{blob}\n".encode())
            process.stdin.flush()
            head = process.stdout.readline().split()
            if head[-1] == b"missing":
                missing += 1
                continue
            data = process.stdout.read(int(head[2]) + 1)[:-1]
            if is_pointer(data):
                missing += 1
                continue
            target = out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written += 1
        process.stdin.close()
    return written, missing


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("git_dir", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--under", nargs="*", default=[""])
    parser.add_argument("--extensions", nargs="*", default=EXTENSIONS)
    args = parser.parse_args()
    written, missing = extract(args.git_dir, args.out, args.under, args.extensions)
    print(f"{args.out}: {written} files, {missing} missing")


if __name__ == "__main__":
    main()
