#!/bin/sh
# Unpacks an archive of the C libraries somewhere, and builds and runs what a user would build over it. Called by
# scripts/archives --try.
#
#     sh listening-ffi/tests/archived.sh ARCHIVE [CMAKE]
#
# CC, RUN  for the archive of another processor: the C compiler, and what runs its programs.
set -eu
[ $# -gt 0 ] || { echo "archived.sh: give an archive; scripts/archives makes them" >&2; exit 2; }
archive=$1
cmake=${2:-cmake}
target=${CARGO_TARGET_DIR:-$PWD/target}
place=$target/archived
. listening-ffi/tests/consumers.sh

rm -rf "$place"
mkdir -p "$place/unpacked"
case $archive in
    *.zip) unzip -q "$archive" -d "$place/unpacked" ;;
    *) tar -xzf "$archive" -C "$place/unpacked" ;;
esac
prefix=$(echo "$place"/unpacked/listening-*)
lib=$prefix/lib
[ -f "$prefix/include/listening.h" ] || stop "$archive has not one folder with the header in it"

texts
case $archive in
    *-musl*)
        projects=static
        # zig has what GCC keeps in libgcc_eh here.
        system=-lunwind
        ;;
    *-apple-*)
        projects="make static"
        system=$(sed -n 's/^Libs.private: *//p' "$lib/pkgconfig/listening.pc")
        ;;
    *-windows-*)
        cp -R listening-ffi/consumers "$place/consumers"
        "$cmake" -S "$place/consumers/cmake" -B "$place/build" -DCMAKE_PREFIX_PATH="$prefix"
        "$cmake" --build "$place/build" --config Release
        echo "$(basename "$archive"): the CMake project links from it; it is not run, as it reads its input as text there"
        exit 0
        ;;
    *)
        projects="make static"
        shared_library
        scripts/glibc --most 2.28 "$lib/liblistening.so"
        ;;
esac
report_from_static_library
# shellcheck disable=SC2086 # several words
make_projects $projects
[ -n "${CC:-}" ] || cmake_project
# The bytes are those of every machine.
"${PYTHON:-python3}" scripts/same_report.py "$place/expected"
echo "$(basename "$archive"): programs are linked from it, and give the report that is kept"
