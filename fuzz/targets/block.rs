//! A stored batch of two blocks with one file replaced: the first byte says which, the rest is the file. Read, judged and
//! merged without a panic; what is merged is what was vouched for.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dabiao::batch::{Build, Planned, Receipt, Shard, State, Store, Watch, work};
use dabiao::report::{Folder, merge};
use dabiao::scenario::design;
use dabiao_fuzz::{folder, put};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest as _, Sha256};

const DESIGN: &str = "schema_version: 1\nscenario: baseline.yaml\nkind: table\ntable: rows.csv\nblock_runs: 2\nkeep: [yearly]\n";
const ROWS: &str = "parameters.market_growth\n2 %/year\n4 %/year\n6 %/year\n";
/// Files that an input may replace; the last two with a receipt that vouches for them.
const PLACES: [&str; 7] = [
    "plan.json",
    "receipt.json",
    "runs.csv",
    "yearly.csv",
    "inputs",
    "sealed runs.csv",
    "sealed yearly.csv",
];

struct Silent;
impl Watch for Silent {}

fn build() -> Build {
    Build { version: "0".to_owned(), model_version: 1, commit: "none".to_owned() }
}

fn batch() -> &'static Path {
    static BATCH: OnceLock<PathBuf> = OnceLock::new();
    BATCH.get_or_init(|| {
        put("baseline.yaml", include_bytes!("../../tests/fixtures/small/baseline.yaml"));
        put("rows.csv", ROWS.as_bytes());
        let (file, _) = design::read(&put("design.yaml", DESIGN.as_bytes())).expect("a design");
        let (draft, ..) = Planned::draft(&file, build()).expect("a plan");
        let at = folder().join("batch");
        let store = Store::create(&at, &file, &draft).expect("a batch");
        let done = work(&store, Shard::WHOLE, 1, false, &build(), &Silent).expect("made");
        assert!(done.complete() && done.failed == 0);
        judged(&at).expect("what was made is in order");
        at
    })
}

/// Opens, looks at every block, merges.
fn judged(at: &Path) -> Option<()> {
    let store = Store::open(at).ok()?;
    if store.planned.plan.blocks() > 20 {
        return None;
    }
    for block in 0..store.planned.plan.blocks() {
        if let State::Done(done) = store.state(block) {
            for (sum, bytes) in done.receipt.files.iter().zip(&done.tables) {
                assert_eq!(sum.bytes, bytes.len() as u64);
            }
        }
    }
    let out = Folder::begin(&folder().join("merged")).expect("a folder of ours");
    merge(out, &store, false).ok().map(|_| ())
}

fn sealed(block: &Path, table: &str, bytes: &[u8]) {
    let path = block.join("000000000.receipt.json");
    let text = fs::read(&path).expect("a receipt");
    let mut receipt: Receipt = serde_json::from_slice(&text).expect("a receipt");
    for sum in receipt.files.iter_mut().filter(|sum| table.starts_with(&sum.table)) {
        sum.bytes = bytes.len() as u64;
        sum.sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    }
    fs::write(path, serde_json::to_vec(&receipt).expect("text")).expect("written");
}

// the batch is made before the first input, which would be taken for a slow one
fuzz_target!(init: { batch(); }, |bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let at = batch();
    let block = at.join("blocks/000000");
    let place = PLACES[usize::from(*which) % PLACES.len()];
    let path = match place {
        "plan.json" => at.join(place),
        "inputs" => {
            let inputs = fs::read_dir(at.join("inputs")).expect("inputs").flatten();
            let copied = inputs.map(|e| e.path()).find(|p| p.is_dir()).expect("a scenario");
            copied.join("here/base.yaml")
        }
        _ => block.join(format!("000000000.{}", place.trim_start_matches("sealed "))),
    };
    let receipt = block.join("000000000.receipt.json");
    let (was, receipt_was) = (fs::read(&path).expect("there"), fs::read(&receipt).expect("there"));
    fs::write(&path, bytes).expect("written");
    if let Some(table) = place.strip_prefix("sealed ") {
        sealed(&block, table, bytes);
    }
    judged(at);
    fs::write(&path, was).expect("written");
    fs::write(&receipt, receipt_was).expect("written");
});
