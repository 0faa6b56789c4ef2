#!/usr/bin/env bash
# The results as others read them (needs python3 with pandas, pyarrow, duckdb, frictionless and rocrate, and R if it is there; PYTHON names another python3).
source "$(dirname "$0")/common.sh"
${PYTHON:-python3} - <<'PYTHON'
import csv, math, pandas
from frictionless import Package
from rocrate.rocrate import ROCrate

runs = pandas.read_parquet("reference/runs.parquet")
table = list(csv.DictReader(open("reference/runs.csv", encoding="utf-8")))
assert len(runs) == len(table) and list(runs.columns) == list(table[0])
for name in runs.columns:
    for value, text in zip(runs[name], (row[name] for row in table)):
        if text == "":
            assert pandas.isna(value), name
        elif isinstance(value, bool):
            assert str(value).lower() == text, (name, value, text)
        elif isinstance(value, str):
            assert value == text, (name, value, text)
        else:
            assert float(value) == float(text), (name, value, text)
shares = runs.groupby("scenario")["met_base_stations_2025"].mean()
assert set(shares.index) == {"baseline", "frugal"} and shares.between(0, 1).all(), shares
report = Package("reference/datapackage.json").validate()
assert report.valid, report.flatten(["type", "message"])
crate = ROCrate("reference")
assert crate.get("runs.parquet") is not None and crate.root_dataset["datePublished"]
assert any("CreateAction" in str(entity.type) for entity in crate.get_entities())

# the sentence of docs/batch.md
import duckdb
told = dict(duckdb.sql(
    "SELECT scenario, avg(met_base_stations_2025::INT) FROM 'reference/runs.parquet' GROUP BY scenario"
).fetchall())
assert told == shares.to_dict(), told
PYTHON
if command -v Rscript >/dev/null; then
    Rscript -e '
        runs <- read.csv("reference/runs.csv")
        met <- aggregate((met_base_stations_2025 == "true") ~ scenario, runs, mean)
        stopifnot(nrow(met) == 2, all(met[[2]] >= 0 & met[[2]] <= 1))'
else
    echo "NOT CHECKED: R is not installed"
fi
echo "readers: pandas, DuckDB, frictionless and rocrate read the results"
