#!/bin/sh
# Runs the C programs under a tool that finds faults of memory or of threads. Called by scripts/test-slow, from the
# repository's root.
#
#     sh listening-ffi/tests/hunt.sh address|memcheck|thread|helgrind
#
# address   AddressSanitizer with its leak check in the library and in the programs, UndefinedBehaviorSanitizer in the
#           programs. The library is built with overflow checks and debug assertions.
# memcheck  valgrind: no error, and nothing left unfreed at the end.
# thread    ThreadSanitizer in the library and in the programs, but not in Rust's standard library.
# helgrind  valgrind on threads: every access to memory, also that of Rust's standard library.
set -eu
mode=$1
target=${CARGO_TARGET_DIR:-$PWD/target}
place=$target/hunt/$mode
demo=$PWD/demo/demo_call.wav
strict="-std=c99 -Wall -Wextra -Wpedantic -Werror -O1 -g"
system="-lgcc_s -lrt -lpthread -lm -ldl"
valgrind="valgrind --quiet --error-exitcode=99"
instrument= wrapper=
triple=$(rustc -vV | sed -n 's/^host: //p')
build="cargo build --quiet --locked -p listening-ffi --lib"
library=$target/debug/liblistening.a

stop() {
    echo "hunt.sh: $mode: $1" >&2
    exit 1
}

# instrumented TOOL FLAGS...: builds the library with a sanitizer. Rust's switch for it is not stable yet: the variable
# lets the stable compiler take it. The runtime is that of the C compiler.
instrumented() {
    folder=$target/hunt/rust-$1
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=$*" $build --target "$triple" --target-dir "$folder"
    library=$folder/$triple/debug/liblistening.a
}

mkdir -p "$place"
case $mode in
    address)
        instrument="-fsanitize=address,undefined -fno-sanitize-recover=all"
        export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
        instrumented address
        nm "$library" 2>/dev/null | grep -q __asan_report_load || stop "the library is not instrumented"
        ;;
    thread)
        instrument="-fsanitize=thread"
        # Some names that Rust's compiler calls are not in older runtimes of the C compiler.
        cat > "$place/runtime.c" <<'END'
#include <string.h>
void *__tsan_memcpy(void *to, const void *from, size_t size) { return memcpy(to, from, size); }
void *__tsan_memmove(void *to, const void *from, size_t size) { return memmove(to, from, size); }
void *__tsan_memset(void *to, int value, size_t size) { return memset(to, value, size); }
END
        cc -O1 -w -fsanitize=thread -c "$place/runtime.c" -o "$place/runtime.o"
        system="$place/runtime.o $system"
        export TSAN_OPTIONS=halt_on_error=1
        instrumented thread -Cunsafe-allow-abi-mismatch=sanitizer
        nm "$library" 2>/dev/null | grep -q __tsan_read || stop "the library is not instrumented"
        ;;
    memcheck)
        # Tables that all sessions share are made once and stay until the process ends: valgrind calls them reachable.
        wrapper="$valgrind --leak-check=full --errors-for-leak-kinds=definite,indirect,possible"
        $build
        ;;
    helgrind)
        wrapper="$valgrind --tool=helgrind"
        $build
        ;;
    *) stop "expected address, memcheck, thread or helgrind" ;;
esac

# compile SOURCE: leaves a program of its name.
compile() {
    program=$place/$(basename "$1" .c)
    cc $strict $instrument -I include "listening-ffi/$1" -o "$program" "$library" $system
}

# The tool finds what is there to find: else a clean run says nothing.
cat > "$place/faulty.c" <<'END'
#include <pthread.h>
#include <stdlib.h>
static int count;
static void *add(void *step) { count += *(int *)step; return NULL; }
int main(void)
{
    pthread_t one, two;
    int step = 1;
    char *volatile byte = malloc(1);
    pthread_create(&one, NULL, add, &step);
    pthread_create(&two, NULL, add, &step);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return byte[step] == 'x'; /* one too far, and never freed */
}
END
cc -std=c99 -O1 -g $instrument "$place/faulty.c" -o "$place/faulty" -lpthread
if $wrapper "$place/faulty" > "$place/faulty.log" 2>&1; then stop "a planted fault was not found"; fi
grep -qE 'heap-buffer-overflow|Invalid read|data race' "$place/faulty.log" || stop "another end than by the planted fault"

echo "- threads"
compile tests/threads.c
$wrapper "$place/threads" "$demo"
# Neither tool for threads sees how Rust's standard library lets one thread make a table that all share, so the other
# programs, where several threads may come first, are not for them; `threads` begins with one.
[ "$mode" != thread ] && [ "$mode" != helgrind ] || exit 0
echo "- many_sessions"
compile examples/many_sessions.c
$wrapper "$place/many_sessions" "$demo" 6 4 3 > "$place/many.out"
for name in misuse misuse_report misuse_audio; do
    echo "- $name"
    compile "tests/$name.c"
    $wrapper "$place/$name"
done
if command -v c++ >/dev/null 2>&1; then
    tail -c +59 "$demo" > "$place/call.mulaw"
    for name in throwing expected; do
        echo "- $name, in C++"
        c++ -std=c++17 -Wall -Wextra -Werror -O1 -g $instrument -I include "listening-ffi/tests/cpp/$name.cpp" \
            -o "$place/cpp_$name" "$library" $system
        $wrapper "$place/cpp_$name" "$place/call.mulaw" > "$place/cpp.out"
    done
else
    echo "skipped: C++: no compiler is here (Debian: apt-get install g++)"
fi
echo "- words"
compile tests/words.c
# Raw 16-bit audio; what it says does not matter here.
head -c 640000 "$demo" > "$place/call.raw"
printf '0\t1.0\t1.4\tmhm\n1\t2.0\t2.5\tdo you know why th-\n' > "$place/words.tsv"
$wrapper "$place/words" "$place/call.raw" "$place/words.tsv" > "$place/words.out"
echo "- analyze_wav"
compile examples/analyze_wav.c
$wrapper "$place/analyze_wav" "$demo" > "$place/expected"
$wrapper "$place/analyze_wav" --events "$demo" > "$place/events.out"
echo "- live_rtp, send_rtp"
compile examples/live_rtp.c
compile examples/send_rtp.c
sh listening-ffi/tests/rtp.sh "$place" 8 $wrapper
