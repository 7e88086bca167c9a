#!/bin/sh
# The demo call over RTP on this machine: jitter alone changes nothing of the report, loss is counted and reported.
#
#     sh listening-ffi/tests/rtp.sh FOLDER SPEED [WRAPPER...]
#
# FOLDER holds live_rtp, send_rtp, and the expected report; WRAPPER is put before live_rtp, as valgrind.
set -eu
folder=$1 speed=$2
shift 2
demo=$PWD/demo/demo_call.wav

stop() {
    echo "rtp.sh: $1" >&2
    exit 1
}

# over_rtp NAME LIVE_OPTIONS SEND_OPTIONS WRAPPER...: leaves the output of live_rtp in NAME.out and NAME.err.
over_rtp() {
    out=$folder/$1.out err=$folder/$1.err live_options=$2 send_options=$3
    shift 3
    rm -f "$out"
    : > "$out"
    "$@" "$folder/live_rtp" $live_options > "$out" 2> "$err" &
    live=$!
    # The first line gives the ports, once they are open.
    tries=0
    until ports=$(sed -n '1s/^waiting for the agent on port \([0-9]*\), the customer on port \([0-9]*\)$/--agent \1 --customer \2/p' \
        "$out") && [ -n "$ports" ]; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { kill $live; stop "live_rtp does not open its ports: $(cat "$err")"; }
        sleep 0.1
    done
    "$folder/send_rtp" "$demo" $ports $send_options 2>> "$err" || { kill $live; stop "send_rtp failed: $(cat "$err")"; }
    wait $live || stop "live_rtp failed: $(cat "$err")"
}

# A busy machine may lose datagrams of its own. That is reported as loss, and then the call is sent again, more slowly.
for slower in 1 2 4; do
    over_rtp jitter "--json --speed $((speed / slower))" "--jitter 50 --speed $((speed / slower))" "$@"
    [ "$(grep -c ' 0.00 s lost' "$folder/jitter.err")" = 2 ] && break
    echo "  datagrams were lost on this busy machine: once more, slower"
done
tail -n 1 "$folder/jitter.out" | cmp - "$folder/expected" || stop "jitter changes the report"
! grep -q ' 0 overtaken' "$folder/jitter.err" || stop "no packet overtook another"

over_rtp loss "--speed $speed" "--loss 5 --jitter 50 --speed $speed" "$@"
! grep -q ' 0.00 s lost' "$folder/loss.err" || stop "no loss was seen"
[ "$(grep -cE '^ *[0-9.]+ +[0-9.]+  (agent|customer) ' "$folder/loss.out")" -gt 20 ] || stop "too few events"
grep -q "\"lost_audio\"" "$folder/loss.out" || stop "the report does not tell of lost audio"
grep -E 'lost$' "$folder/loss.err" | sed 's/^live_rtp: /  5 % loss, /'
