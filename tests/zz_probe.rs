use dabiao::scenario::{LoadOptions, load};
#[test]
fn probe() {
    let p = std::env::var("P").unwrap();
    for p in p.split(' ') {
        let r = std::panic::catch_unwind(|| match load(std::path::Path::new(p), &LoadOptions::default()) { Ok(_) => "ok".to_string(), Err(e) => format!("{:?}", e.iter().map(|f| format!("{}:{} {} {}", f.file, f.line, f.key, f.what.en)).collect::<Vec<_>>()) });
        println!("{p}: {r:?}");
    }
}
