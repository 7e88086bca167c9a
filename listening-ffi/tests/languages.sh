#!/bin/sh
# Installs the C library into an empty folder, builds the projects in consumers/ that are in other languages against it, and
# compares what they print of the demo call: reports, whole and live, are those of the C program, and live events are the same
# in every language, byte for byte. Called by scripts/test-slow, from the repository's root.
#
#     sh listening-ffi/tests/languages.sh LANGUAGE...      dotnet, go, java, node
#
# LISTENING_PREFIX  where the library is installed already; otherwise it is built.
set -eu
target=${CARGO_TARGET_DIR:-$PWD/target}
place=$target/languages
call=$place/call.ulaw

stop() {
    echo "languages.sh: $1" >&2
    exit 1
}

rm -rf "$place"
mkdir -p "$place"
prefix=${LISTENING_PREFIX:-$place/prefix}
[ -n "${LISTENING_PREFIX:-}" ] || scripts/install "$prefix" >/dev/null
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig" LD_LIBRARY_PATH="$prefix/lib"
cp -R listening-ffi/consumers "$place/consumers"
# The demo call without its head, and its report by the C program.
tail -c +59 demo/demo_call.wav > "$call"
cd "$place/consumers"
cc -std=c99 -O2 -I "$prefix/include" first.c -o first -L "$prefix/lib" -llistening
./first < "$call" > "$place/expected"
grep -q '"schema":"listening.report/1"' "$place/expected" || stop "no report of the demo call"

# tried LANGUAGE COMMAND...: runs a program on the call, whole and live.
tried() {
    language=$1
    shift
    "$@" "$call" > "$place/$language.whole"
    "$@" --live "$call" > "$place/$language.live"
    for way in whole live; do
        tail -n 1 "$place/$language.$way" | cmp - "$place/expected" || stop "$language, $way: another report"
        grep -q '^score [0-9]' "$place/$language.$way" || stop "$language, $way: no score"
    done
    [ "$(grep -c ' by the ' "$place/$language.live")" -gt 40 ] || stop "$language: too few events"
    [ -f "$place/events" ] || cp "$place/$language.live" "$place/events"
    cmp "$place/$language.live" "$place/events" || stop "$language: other events than the language before"
    # What is refused is said in words, with exit code 2.
    if "$@" no/such/call > "$place/refused" 2>&1; then stop "$language: no refusal"; fi
    echo "- $language: the same bytes"
}

for language in "$@"; do
    case $language in
        dotnet)
            mcs -warnaserror -out:call.exe dotnet/*.cs
            tried dotnet mono call.exe
            ;;
        go)
            (cd go && go vet ./... && go build -o ../call_go .)
            tried go ./call_go
            ;;
        java)
            javac -Xlint:all,-serial -Werror -cp /usr/share/java/jna.jar -d classes java/*.java
            tried java java -cp classes:/usr/share/java/jna.jar -Djna.library.path="$prefix/lib" Call
            ;;
        node)
            if (cd node && npm install --silent --no-audit --no-fund --ignore-scripts > "$place/npm.log" 2>&1); then
                tried node node node/call.js
            else
                echo "skipped: node: npm could not install koffi, see $place/npm.log"
            fi
            ;;
        *) stop "no project in $language: there are dotnet, go, java, node" ;;
    esac
done
