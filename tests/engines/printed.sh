#!/usr/bin/env bash
# Forms for engines that are not run here, or only on this machine: GNU parallel's script is run, also from a folder with a
# space in its name; the Kubernetes job is held against the schema of its API (PYTHON names a python3 with kubernetes-validate).
source "$(dirname "$0")/common.sh"
"$dabiao" batch submit kubernetes b --shards 7 > job.yaml
"$(dirname "$(command -v "${PYTHON:-python3}")")/kubernetes-validate" --strict job.yaml
# the check is one: what the schema does not have is refused
sed 's/completions: 7/completion: 7/' job.yaml > wrong.yaml
! "$(dirname "$(command -v "${PYTHON:-python3}")")/kubernetes-validate" --strict --quiet wrong.yaml >/dev/null 2>&1 || { echo "a wrong job passes"; exit 1; }
echo "kubernetes: the job keeps to the schema"
if command -v parallel >/dev/null; then
    mkdir "a folder" && cp -r b "a folder/b"
    "$dabiao" batch submit parallel "a folder/b" --shards 3 > parallel.sh
    sh parallel.sh
    mv b first && mv "a folder/b" b
    same
    echo "parallel: the same bytes"
else
    echo "NOT CHECKED: GNU parallel is not installed"
    [[ -z ${CI:-} ]]
fi
