//! `ro-crate-metadata.json`: the results as a Process Run Crate (RO-Crate 1.1). Dated by the scenarios, not by a clock.

use serde_json::{Value, json};

use crate::batch::Store;
use crate::report::folder::Written;

/// What program made which files from which inputs.
pub(super) fn metadata(store: &Store, written: &[Written]) -> Value {
    let plan = &store.planned.plan;
    let id = |id: &str| json!({"@id": id});
    let files: Vec<Value> = written.iter().map(|file| id(&file.path)).collect();
    let input = |name: &str| format!("#input-{name}");
    let inputs: Vec<Value> = plan.scenarios.iter().map(|s| id(&input(&s.id))).collect();
    let year = plan
        .scenarios
        .iter()
        .map(|s| s.end_year)
        .max()
        .unwrap_or_default();
    let program = format!("#dabiao-{}", plan.build.version);
    let profile = "https://w3id.org/ro/wfrun/process/0.5";
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json", "@type": "CreativeWork",
            "about": id("./"), "conformsTo": id("https://w3id.org/ro/crate/1.1"),
        }),
        json!({
            "@id": "./", "@type": "Dataset",
            "name": format!("dabiao batch {}", &store.planned.id[..12]),
            "description": format!("{} runs of a {} design: one row a run, with factors and results", plan.runs, plan.design.kind.key()),
            "datePublished": format!("{year}-12-31"),
            "license": "to be chosen by whoever publishes it",
            "conformsTo": id(profile),
            "hasPart": files, "mentions": id("#batch"),
        }),
        json!({"@id": profile, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}),
        json!({
            "@id": "#batch", "@type": "CreateAction", "name": "batch of simulations",
            "instrument": id(&program), "object": inputs, "result": files,
        }),
        json!({
            "@id": program, "@type": "SoftwareApplication", "name": "dabiao",
            "softwareVersion": format!("{} (model {}, commit {})", plan.build.version, plan.build.model_version, plan.build.commit),
        }),
    ];
    for file in written {
        let ending = file.path.rsplit('.').next().unwrap_or("");
        let format = match ending {
            "csv" => "text/csv",
            "parquet" => "application/vnd.apache.parquet",
            _ => "application/json",
        };
        graph.push(json!({
            "@id": file.path, "@type": "File", "name": file.path,
            "encodingFormat": format, "sha256": file.sha256,
        }));
    }
    for scenario in &plan.scenarios {
        graph.push(json!({
            "@id": input(&scenario.id), "@type": "CreativeWork",
            "name": scenario.id, "identifier": format!("sha256:{}", scenario.hash),
        }));
    }
    json!({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})
}
