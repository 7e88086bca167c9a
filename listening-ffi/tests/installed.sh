#!/bin/sh
# Installs the C libraries into an empty folder, moves it, and builds what a user would build from it: the three projects
# in consumers/, the examples, the code of docs/linking.md. Called by scripts/test, from the repository's root.
#
#     sh listening-ffi/tests/installed.sh [CMAKE]
set -eu
cmake=${1:-cmake}
target=${CARGO_TARGET_DIR:-$PWD/target}
place=$target/installed
. listening-ffi/tests/consumers.sh
rm -rf "$place"
mkdir -p "$place/stage"
DESTDIR=$place/stage scripts/install /opt/first >/dev/null
mv "$place/stage/opt/first" "$place/moved"
prefix=$place/moved
lib=$prefix/lib

texts
shared_library
echo "- the C library that is asked for"
scripts/glibc "$lib/liblistening.so"

report_from_static_library
make_projects make static
if have pkg-config "LIBDIR" pkgconf; then
    LIBDIR=lib/some-machine scripts/install "$place/deep" >/dev/null
    reported=$(PKG_CONFIG_PATH=$place/deep/lib/some-machine/pkgconfig pkg-config --variable=includedir listening)
    [ -f "$reported/listening.h" ] || stop "with LIBDIR pkg-config prints a wrong folder: $reported"
fi
cmake_project

echo "- the static library alone"
LIBRARIES=static scripts/install "$place/alone" > "$place/alone.log"
! grep -q '\.so' "$place/alone.log" || stop "LIBRARIES=static installed a shared library"
if have pkg-config "the static library alone" pkgconf && have make "the same" make; then
    PKG_CONFIG_PATH=$place/alone/lib/pkgconfig make -s -B -C "$place/consumers/make"
    "$place/consumers/make/first" < "$place/call.ulaw" > "$place/alone.out"
    same "$place/alone.out"
fi
if have "$cmake" "the static library alone" cmake && have make "the same" make; then
    cp listening-ffi/consumers/cmake/CMakeLists.txt "$place/consumers/cmake/"
    "$cmake" -S "$place/consumers/cmake" -B "$place/build_alone" -DCMAKE_PREFIX_PATH="$place/alone" > "$place/cmake.log" 2>&1 \
        && "$cmake" --build "$place/build_alone" >> "$place/cmake.log" 2>&1 || { cat "$place/cmake.log" >&2; exit 1; }
    "$place/build_alone/first" < "$place/call.ulaw" > "$place/alone.out"
    same "$place/alone.out"
fi

echo "- other targets: what they lack is said before the build"
# A compiler that has a standard library for every target but those named *-empty.
mkdir -p "$place/stub" "$place/std"
: > "$place/std/libstd-0.rlib"
cat > "$place/stub/rustc" <<STUB
#!/bin/sh
case "\$*" in
    -vV) echo "host: x86_64-unknown-linux-gnu" ;;
    *unknown-target*) exit 1 ;;
    *aarch64-apple-ios*) echo "$place/nothing" ;;
    *) echo "$place/std" ;;
esac
STUB
printf '#!/bin/sh\necho "the build has begun" >&2\nexit 9\n' > "$place/stub/cargo"
chmod +x "$place/stub/rustc" "$place/stub/cargo"
refusal() { # TARGET LIBRARIES PATTERN: one line on stderr that has the pattern, and no build
    if said=$(PATH=$place/stub:$PATH CARGO_BUILD_TARGET=$1 LIBRARIES=$2 scripts/install "$place/other" 2>&1 >/dev/null)
    then stop "$1 was not refused"; else code=$?; fi
    [ "$code" = 2 ] && [ "$(printf '%s\n' "$said" | wc -l)" = 1 ] || stop "$1: status $code: $said"
    printf %s "$said" | grep -qF -e "$3" || stop "$1: $said"
    [ ! -e "$place/other" ] || stop "$1: something was installed"
}
refusal unknown-target "" "rustc --print target-list"
refusal aarch64-apple-ios "" "Run: rustup target add aarch64-apple-ios && CARGO_BUILD_TARGET=aarch64-apple-ios scripts/install"
refusal s390x-unknown-linux-gnu "" "Run: apt-get install gcc-s390x-linux-gnu && CARGO_BUILD_TARGET=s390x-unknown-linux-gnu"
refusal aarch64-pc-windows-gnu both "LIBRARIES=static CARGO_BUILD_TARGET=aarch64-pc-windows-gnu scripts/install"
refusal aarch64-apple-darwin "" "LIBRARIES=static CARGO_BUILD_TARGET=aarch64-apple-darwin"
refusal x86_64-unknown-linux-musl both "Run: LIBRARIES=static CARGO_BUILD_TARGET=x86_64-unknown-linux-musl"
refusal wasm32-unknown-unknown both "Run: LIBRARIES=static CARGO_BUILD_TARGET=wasm32-unknown-unknown"
refusal x86_64-unknown-linux-gnu shared "LIBRARIES is both or static, not shared"
for passes in "x86_64-unknown-linux-musl " "wasm32-unknown-unknown " "s390x-unknown-linux-gnu static" \
    "aarch64-apple-darwin static"; do
    said=$(PATH=$place/stub:$PATH CARGO_BUILD_TARGET=${passes% *} LIBRARIES=${passes#* } \
        scripts/install "$place/other" 2>&1 >/dev/null) || true
    printf %s "$said" | grep -qF "the build has begun" || stop "$passes: $said"
done
# A linker that the user names is not looked for.
said=$(PATH=$place/stub:$PATH CARGO_BUILD_TARGET=s390x-unknown-linux-gnu \
    CARGO_TARGET_S390X_UNKNOWN_LINUX_GNU_LINKER=mine scripts/install "$place/other" 2>&1 >/dev/null) || true
printf %s "$said" | grep -qF "the build has begun" || stop "a named linker: $said"

echo "- the code of docs/linking.md"
awk -v place="$place" '/^```c$/ { count += 1; file = place "/page" count ".c"; printf "" > file; next }
    /^```/ { file = "" } file { print > file } END { print count }' docs/linking.md > "$place/pages"
cmp "$place/page1.c" listening-ffi/consumers/first.c || stop "the first program of the page is another one"
[ "$(cat "$place/pages")" -ge 5 ] || stop "the page has too few programs"
awk '/^```cpp$/ { show = 1; next } /^```/ { show = 0 } show' docs/linking.md > "$place/page.cpp"
cmp "$place/page.cpp" listening-ffi/consumers/first.cpp || stop "the C++ program of the page is another one"
for page in "$place"/page*.c; do
    cc $strict -I "$prefix/include" -c "$page" -o "$place/page.o"
done

echo "- the examples"
for name in live_rtp many_sessions send_rtp; do
    cc $strict -I "$prefix/include" "listening-ffi/examples/$name.c" -o "$place/$name" "$lib/liblistening.a" $system
done
"$place/many_sessions" "$demo" 50 10 2
sh listening-ffi/tests/rtp.sh "$place" 20
