use dabiao::language::Lang;
use dabiao::scenario::{LoadOptions, load};
use dabiao::sim::{Foundation, RunKey, simulate};
use std::sync::Arc;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let n: u32 = std::env::args().nth(2).map_or(20, |n| n.parse().unwrap());
    let t = std::time::Instant::now();
    let loaded = match load(std::path::Path::new(&path), &LoadOptions::default()) {
        Ok(l) => l,
        Err(f) => {
            for f in f {
                println!("{}", f.render(Lang::En));
            }
            return;
        }
    };
    let case = Arc::new(loaded.scenario);
    println!("load {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let foundation = Arc::new(Foundation::new(&case));
    println!(
        "foundation {:?} pool {} communities {} enterprises {}",
        t.elapsed(),
        foundation.stations.pool(),
        foundation.territory.communities.len(),
        foundation.enterprises.units.len()
    );
    let t = std::time::Instant::now();
    let runs: Vec<_> = (0..n)
        .map(|r| simulate(&case, &foundation, RunKey::new(case.seed, r)))
        .collect();
    println!("{n} runs {:?}, {:?} each", t.elapsed(), t.elapsed() / n);
    let rows = case.indicators();
    for (i, row) in rows.iter().enumerate() {
        print!("{:34}", row.key);
        for y in case.base_year..=case.end_year {
            let mut v: Vec<f64> = runs.iter().filter_map(|r| r.series.get(y, 0, i)).collect();
            v.sort_by(f64::total_cmp);
            if v.is_empty() {
                print!("          -");
            } else {
                print!(" {:>10.4e}", v[v.len() / 2]);
            }
        }
        println!();
    }
    for t in &case.targets {
        let met = runs
            .iter()
            .filter(|r| {
                r.series
                    .get(t.due_year, 0, t.indicator.index())
                    .is_some_and(|v| t.met(v))
            })
            .count();
        println!(
            "{:30} {} {:>12} met {}/{}  {:?}",
            t.id,
            t.comparator.sign(),
            t.threshold,
            met,
            n,
            runs[0].series.limit(t.due_year, 0, t.indicator.index())
        );
    }
}
