# Sourced by installed.sh and archived.sh: looks into a folder with the C libraries, and builds and runs the projects of
# consumers/ over it. They set cmake, target, place (a folder for what is built), and then prefix and lib.
#
# CC, RUN  for the libraries of another processor: the C compiler, and what runs its programs.
cc=${CC:-cc}
run=${RUN:-}
strict="-std=c99 -Wall -Wextra -Wpedantic -Werror -O2"
demo=$PWD/demo/demo_call.wav
# What the static library needs on Linux with the GNU C library.
system="-lgcc_s -lrt -lpthread -lm -ldl"

stop() {
    echo "$(basename "$0"): $1" >&2
    exit 1
}
have() {
    command -v "$1" >/dev/null 2>&1 || { echo "skipped: $2: $1 is not here (Debian: apt-get install $3)"; return 1; }
}
same() { # FILE: is it the report of the demo call?
    cmp "$1" "$place/expected" || stop "another report: $1"
}

texts() {
    echo "- no installed file names a folder of this machine"
    for path in "$PWD" "$HOME/" "${CARGO_HOME:-$HOME/.cargo}" "$target" /opt/first; do
        [ "$path" != / ] && [ "$path" != // ] || continue
        if grep -rlaF -e "$path" "$prefix"; then stop "the files above contain $path"; fi
    done
    [ "$(wc -c < "$lib/liblistening.a")" -gt 1000000 ] || stop "the library was not looked at"

    echo "- licences and what the library holds"
    for crate in pulp askama statrs serde_json; do
        grep -q "^$crate [0-9.]* (" "$prefix/share/doc/listening/THIRD-PARTY-NOTICES.txt" || stop "no notice of $crate"
        grep -q "\"name\": \"$crate\"" "$prefix/share/doc/listening/sbom.cdx.json" || stop "$crate is not in the SBOM"
    done
}

shared_library() {
    echo "- names"
    [ -L "$lib/liblistening.so" ] && [ -L "$lib/liblistening.so.0" ] || stop "liblistening.so and .so.0 are to be links"
    if have readelf "the name in the shared library" binutils; then
        readelf -d "$lib/liblistening.so" | grep -q 'soname: \[liblistening.so.0\]' || stop "another soname"
        ! readelf -d "$lib/liblistening.so" | grep -E 'RPATH|RUNPATH|TEXTREL' || stop "the lines above should not be there"
        other=$(nm -D --defined-only "$lib/liblistening.so" | grep -v ' T listening_' || true)
        [ -z "$other" ] || stop "exported beside ours: $other"
    fi
}

# Straight from the static library, to compare with.
report_from_static_library() {
    tail -c +59 "$demo" > "$place/call.ulaw"
    # shellcheck disable=SC2086 # several words
    $cc $strict -I "$prefix/include" listening-ffi/examples/analyze_wav.c -o "$place/analyze_wav" "$lib/liblistening.a" $system
    $run "$place/analyze_wav" "$demo" > "$place/expected"
    grep -q '"schema":"listening.report/1"' "$place/expected" || stop "no report of the demo call"
    cp -R listening-ffi/consumers "$place/consumers"
}

make_projects() { # PROJECT...
    have pkg-config "make with pkg-config, static link" pkgconf && have make "the same" make || return 0
    for project in "$@"; do
        echo "- consumers/$project"
        PKG_CONFIG_PATH=$lib/pkgconfig make -s -C "$place/consumers/$project" CC="$cc"
        $run "$place/consumers/$project/first" < "$place/call.ulaw" > "$place/$project.out"
        same "$place/$project.out"
        command -v readelf >/dev/null 2>&1 || continue
        linked=$(readelf -d "$place/consumers/$project/first" | grep -c 'NEEDED.*liblistening.so.0' || true)
        case $project-$linked in
            make-1 | static-0) ;;
            *) stop "consumers/$project is linked in another way than its name says" ;;
        esac
    done
}

cmake_project() {
    have "$cmake" "CMake" cmake && have make "CMake" make || return 0
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
}
