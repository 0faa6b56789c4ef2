//! `scenarios/china_counties.csv` is made by rule: three thousand invented counties that sum to the nation. This is the rule,
//! and the file is what it gives; `UPDATE_GOLDEN=1 cargo test --test nation` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dabiao::quantity::largest_remainder;
use dabiao::random::normal_quantile;

const COUNTIES: u32 = 3000;
const FILE: &str = "scenarios/china_counties.csv";

/// The nation's totals: the census of 2020 (people, households of families, urban share, GDP in 100 million yuan), industrial
/// enterprises above designated size and 5G stations at the ends of 2021 and 2022, villages and communities; the area east of
/// the Hu line.
const PEOPLE: i64 = 1_411_778_724;
const HOUSEHOLDS: i64 = 494_157_423;
const URBAN_SHARE: f64 = 0.6389;
const GDP: i64 = 1_016_000;
const ABOVE_SCALE: i64 = 451_000;
const COMMUNITIES: i64 = 606_000;
const AREA_KM2: i64 = 4_000_000;
const STATIONS: [i64; 2] = [1_425_000, 2_312_000];

/// A number in (0, 1) for a county, evenly spread over all of them; another `step`, another order of counties.
fn spread(county: u32, step: f64) -> f64 {
    let at = f64::from(county) * step + 0.5 / f64::from(COUNTIES);
    (at - libm::floor(at)).clamp(1e-6, 1.0 - 1e-6)
}

/// Parts of counties whose logarithms are normal with deviation `sigma`.
fn lognormal(county: u32, step: f64, sigma: f64) -> f64 {
    libm::exp(sigma * normal_quantile(spread(county, step)))
}

/// The steps: powers of the plastic number and of the golden section, so that the three spread independently.
const BY_SIZE: f64 = 0.754_877_666_246_693;
const BY_CITY: f64 = 0.569_840_290_998_053;
const BY_WEALTH: f64 = 0.618_033_988_749_895;

fn table() -> String {
    let all: Vec<u32> = (1..=COUNTIES).collect();
    let people: Vec<f64> = all.iter().map(|c| lognormal(*c, BY_SIZE, 0.6)).collect();
    let urban: Vec<f64> = all
        .iter()
        .map(|c| URBAN_SHARE + 0.5 * (spread(*c, BY_CITY) - 0.5))
        .collect();
    let shares =
        |weight: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..all.len()).map(weight).collect() };
    let wealth = shares(&|at| people[at] * urban[at] * lognormal(all[at], BY_WEALTH, 0.4));
    let served = shares(&|at| people[at] * (0.25 + urban[at]));
    let land = shares(&|at| people[at] * (1.1 - urban[at]) * lognormal(all[at], BY_WEALTH, 0.6));
    let villages = shares(&|at| people[at] * (1.3 - urban[at]));
    let columns = [
        largest_remainder(PEOPLE, &people),
        largest_remainder(HOUSEHOLDS, &people),
        largest_remainder(AREA_KM2, &land),
        largest_remainder(GDP, &wealth),
        largest_remainder(ABOVE_SCALE, &wealth),
        largest_remainder(COMMUNITIES, &villages),
        largest_remainder(STATIONS[0], &served),
        largest_remainder(STATIONS[1], &served),
    ];
    let mut text = String::from(
        "code,name_zh,name_en,population_2020,households_2020,area_km2,urban_share,gdp_2020_100m_yuan,industrial_enterprises_above_scale_2022,communities,stations_2021,stations_2022,grade\n",
    );
    for (at, county) in all.iter().enumerate() {
        let [
            people,
            households,
            area,
            gdp,
            above,
            communities,
            before,
            stations,
        ] = columns.each_ref().map(|column| column[at].max(1));
        writeln!(
            text,
            "{},虚拟县{county:04},Invented county {county:04},{people},{households},{area},{:.4},{gdp},{above},{communities},{before},{stations},C",
            900_000 + county,
            urban[at],
        )
        .expect("a text takes all");
    }
    text
}

#[test]
fn the_invented_counties_follow_their_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let made = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &made).expect("it can be written");
    }
    let there = fs::read_to_string(&path)
        .expect("the table")
        .replace("\r\n", "\n");
    assert!(there == made, "{FILE} is not what the rule gives");
}

#[test]
fn the_invented_counties_sum_to_the_nation() {
    let table = table();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(rows.len(), 3000);
    let sum = |column: usize| -> i64 {
        let cells = rows
            .iter()
            .map(|row| row[column].parse::<i64>().expect("whole"));
        cells.sum()
    };
    assert_eq!((sum(3), sum(4)), (PEOPLE, HOUSEHOLDS));
    assert_eq!((sum(8), sum(9)), (ABOVE_SCALE, COMMUNITIES));
    assert_eq!([sum(10), sum(11)], STATIONS);
    // city people over people, in per cent of people
    let urban: f64 = rows
        .iter()
        .map(|row| row[3].parse::<f64>().expect("whole") * row[6].parse::<f64>().expect("a share"))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "counts of people")]
    let share = urban / PEOPLE as f64;
    assert!((share - URBAN_SHARE).abs() < 0.005, "{share}");
}
