#!/usr/bin/env bash
# The script for Dask on this machine (needs python3 with distributed; PYTHON names another python3). A worker process is killed
# in the middle; Dask or the next try makes what it left.
# long enough that a worker is there to be killed
replicates=100
source "$(dirname "$0")/common.sh"
"$dabiao" batch submit dask b --shards 5 > script.py
${PYTHON:-python3} script.py & engine=$!
until compgen -G 'b/blocks/*/*.receipt.json' >/dev/null; do sleep 0.02; done
victim=$(pgrep -f "$work/b --shard" | head -n 1) || { echo "no worker was there to be killed"; exit 1; }
kill -9 "$victim"
wait $engine || ${PYTHON:-python3} script.py
"$dabiao" batch run b --quiet
same
echo "dask: the same bytes"
