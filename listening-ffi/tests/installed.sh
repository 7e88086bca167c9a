#!/bin/sh
# Installs the C libraries into an empty folder, moves it, and builds what a user would build from it: the three projects
# in consumers/, the examples, the code of docs/linking.md. Called by scripts/test, from the repository's root.
#
#     sh listening-ffi/tests/installed.sh [CMAKE]
set -eu
cmake=${1:-cmake}
target=${CARGO_TARGET_DIR:-$PWD/target}
place=$target/installed
strict="-std=c99 -Wall -Wextra -Wpedantic -Werror -O2"
demo=$PWD/demo/demo_call.wav

stop() {
    echo "installed.sh: $1" >&2
    exit 1
}
have() {
    command -v "$1" >/dev/null 2>&1 || { echo "skipped: $2: $1 is not here (Debian: apt-get install $3)"; return 1; }
}
same() { # FILE: is it the report of the demo call?
    cmp "$1" "$place/expected" || stop "another report: $1"
}

rm -rf "$place"
mkdir -p "$place/stage"
DESTDIR=$place/stage scripts/install /opt/first >/dev/null
mv "$place/stage/opt/first" "$place/moved"
prefix=$place/moved
lib=$prefix/lib

echo "- no installed file names a folder of this machine"
for path in "$PWD" "$HOME/" "${CARGO_HOME:-$HOME/.cargo}" "$target" /opt/first; do
    [ "$path" != / ] && [ "$path" != // ] || continue
    if grep -rlaF -e "$path" "$prefix"; then stop "the files above contain $path"; fi
done
[ "$(wc -c < "$lib/liblistening.so")" -gt 1000000 ] || stop "the library was not looked at"

echo "- licences and what the library holds"
for crate in pulp askama statrs serde_json; do
    grep -q "^$crate [0-9.]* (" "$prefix/share/doc/listening/THIRD-PARTY-NOTICES.txt" || stop "no notice of $crate"
    grep -q "\"name\": \"$crate\"" "$prefix/share/doc/listening/sbom.cdx.json" || stop "$crate is not in the SBOM"
done

echo "- names"
[ -L "$lib/liblistening.so" ] && [ -L "$lib/liblistening.so.0" ] || stop "liblistening.so and .so.0 are to be links"
if have readelf "the name in the shared library" binutils; then
    readelf -d "$lib/liblistening.so" | grep -q 'soname: \[liblistening.so.0\]' || stop "another soname"
    ! readelf -d "$lib/liblistening.so" | grep -E 'RPATH|RUNPATH|TEXTREL' || stop "the lines above should not be there"
    other=$(nm -D --defined-only "$lib/liblistening.so" | grep -v ' T listening_' || true)
    [ -z "$other" ] || stop "exported beside ours: $other"
fi

echo "- the C library that is asked for"
scripts/glibc "$lib/liblistening.so"

# Straight from the static library, to compare with.
tail -c +59 "$demo" > "$place/call.ulaw"
system="-lgcc_s -lrt -lpthread -lm -ldl"
cc $strict -I "$prefix/include" listening-ffi/examples/analyze_wav.c -o "$place/analyze_wav" "$lib/liblistening.a" $system
"$place/analyze_wav" "$demo" > "$place/expected"
grep -q '"schema":"listening.report/1"' "$place/expected" || stop "no report of the demo call"

cp -R listening-ffi/consumers "$place/consumers"
if have pkg-config "make with pkg-config, static link" pkgconf && have make "the same" make; then
    for project in make static; do
        echo "- consumers/$project"
        PKG_CONFIG_PATH=$lib/pkgconfig make -s -C "$place/consumers/$project"
        "$place/consumers/$project/first" < "$place/call.ulaw" > "$place/$project.out"
        same "$place/$project.out"
    done
    LIBDIR=lib/some-machine scripts/install "$place/deep" >/dev/null
    told=$(PKG_CONFIG_PATH=$place/deep/lib/some-machine/pkgconfig pkg-config --variable=includedir listening)
    [ -f "$told/listening.h" ] || stop "with LIBDIR pkg-config tells a wrong folder: $told"
    ! ldd "$place/consumers/static/first" | grep liblistening || stop "consumers/static is not static"
    ldd "$place/consumers/make/first" | grep -q "liblistening.so.0 => " || stop "consumers/make is not shared"
fi
if have "$cmake" "CMake" cmake && have make "CMake" make; then
    echo "- consumers/cmake"
    "$cmake" -S "$place/consumers/cmake" -B "$place/build" -DCMAKE_PREFIX_PATH="$prefix" > "$place/cmake.log" 2>&1 \
        && "$cmake" --build "$place/build" >> "$place/cmake.log" 2>&1 || { cat "$place/cmake.log" >&2; exit 1; }
    programs="first first_static"
    have c++ "the C++ project" g++ && programs="$programs first_cpp"
    for program in $programs; do
        "$place/build/$program" < "$place/call.ulaw" > "$place/cmake.out"
        same "$place/cmake.out"
    done
    # A version that this one does not stand in for is not taken.
    sed 's/Listening 0.1/Listening 0.99/' listening-ffi/consumers/cmake/CMakeLists.txt > "$place/consumers/cmake/CMakeLists.txt"
    if "$cmake" -S "$place/consumers/cmake" -B "$place/build_other" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null 2>&1; then
        stop "CMake took this version for 0.99"
    fi
fi

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
