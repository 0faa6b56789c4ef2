# What the scripts share: a small batch in $work/b and the results of an undisturbed process in $work/reference.
set -euo pipefail
dabiao=$(realpath "${1:?the program}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/../fixtures/small/* "$work"
cat > "$work/design.yaml" <<DESIGN
schema_version: 1
scenarios: [baseline.yaml, frugal.yaml]
kind: latin_hypercube
points: 6
replicates: ${replicates:-30}
block_runs: 6
factors:
  - {key: parameters.station_capex, low: 16万元, high: 22万元}
DESIGN
cd "$work"
"$dabiao" batch plan design.yaml --out b >/dev/null
"$dabiao" batch run b --quiet
"$dabiao" batch merge b --out reference >/dev/null
rm -rf b/blocks
# the results are those of the undisturbed process
same() {
    "$dabiao" batch status b >/dev/null
    "$dabiao" batch merge b --out again >/dev/null
    diff -r reference again
}
