#!/usr/bin/env bash
# System calls that fail or kill, one after another (needs strace; as root also a file system of 200 kB).
replicates=12
source "$(dirname "$0")/common.sh"
tries=0
try() { # call, what happens, when, exit codes that are right
    rm -rf b/blocks
    local code=0 said
    said=$(strace -f -qq -o /dev/null -e trace="$1" -e inject="$1:$2:when=$3" "$dabiao" batch run b --threads 1 --quiet --lang en 2>&1) || code=$?
    [[ " $4 " == *" $code "* ]] || { echo "$1 $2 when=$3: exit $code: $said"; exit 1; }
    # the first writing that fails on the main thread is that of the message
    [[ $code != 74 || "$1 $3" == "write 1" || $said == *"finished blocks are kept"* ]] || { echo "$1 $2 when=$3: $said"; exit 1; }
    "$dabiao" batch run b --quiet
    same
    tries=$((tries + 1))
    echo "$1 $2 when=$3: exit $code, then the same bytes"
}
for error in ENOSPC EIO; do
    for when in 1 2 3 4 5; do
        for call in write fsync rename; do
            # a call that never comes that often harms nothing
            try $call error=$error $when "0 74"
        done
    done
    # openings by the main thread come first; those counted here are of the thread that writes
    for when in $(seq 100 106); do try openat error=$error "$when" "0 65 73 74"; done
    try mkdir error=$error 1 "73 74"
done
for call in write fsync rename; do
    for when in 1 2 4; do try $call signal=SIGKILL $when "137"; done
done
echo "$tries faults: nothing lost, the same bytes"
if [[ $(id -u) == 0 ]] && mkdir small && mount -t tmpfs -o size=200k tmpfs small 2>/dev/null; then
    trap 'umount "$work/small"; rm -rf "$work"' EXIT
    sed 's/replicates: 12/replicates: 1200/' design.yaml > long.yaml
    # the plan itself would refuse so small a disk
    "$dabiao" batch plan long.yaml --out large >/dev/null && cp -r large small/b
    code=0
    "$dabiao" batch run small/b --quiet --lang en 2>said || code=$?
    [[ $code == 74 ]] || { cat said; echo "a full disk: exit $code"; exit 1; }
    ls small/b/blocks/*/*.receipt.json >/dev/null
    echo "a full disk: exit 74, $(ls small/b/blocks/*/*.receipt.json | wc -l) blocks kept"
fi
