//! From coordinates of the earth, or of any plane, to a plane of at most 1000 by 1000, seen from the north, without points
//! that no picture shows. Plain geometry.

use super::geojson::Feature;
use super::{Polygon, Shape};

/// The longer side of the plane: a map is drawn no larger than some hundred units.
const LONGEST: f64 = 1000.0;
/// A point nearer than this to the line between its neighbours is left out.
const FLAT: f64 = 0.6;
/// A border so rough that more points are left is drawn coarser, up to this.
const MOST_POINTS: usize = 30_000;
const COARSEST: f64 = 20.0;
/// Islands and holes of a smaller area are left out.
const SPECK: f64 = 2.0;
/// Half the side of the square that stands for a county smaller than a speck.
const DOT: f64 = 2.0;

/// Every so many points one is kept: a border of any length is walked in a time that grows with it, not with its square.
const STRETCH: usize = 300;

type Point = [f64; 2];

/// Lays the features into the plane: its size, and what is to be seen. Features of no county are cut at the edge of those
/// with one.
pub(super) fn lay(features: Vec<Feature>, owners: &[Option<usize>]) -> ([f64; 2], Vec<Shape>) {
    let all = || {
        features
            .iter()
            .flat_map(|f| &f.polygons)
            .flatten()
            .flatten()
    };
    let degrees = all().all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0);
    let owned = || {
        let pairs = features.iter().zip(owners);
        let owned = pairs.filter(|(_, owner)| owner.is_some());
        owned.flat_map(|(f, _)| &f.polygons).flatten().flatten()
    };
    let (west, east) = range(owned().map(|p| p[0]));
    let (south, north) = range(owned().map(|p| p[1]));
    // equirectangular, true at the middle latitude; never narrower than at 89 degrees
    let narrow = if degrees {
        let middle = f64::midpoint(south, north).to_radians();
        libm::cos(middle).max(0.02)
    } else {
        1.0
    };
    let (wide, tall) = ((east - west) * narrow, north - south);
    let scale = LONGEST / wide.max(tall);
    let size = [wide * scale, tall * scale];
    let project = |[x, y]: Point| [(x - west) * narrow * scale, (north - y) * scale];
    let projected: Vec<(Vec<Polygon>, Option<usize>)> = features
        .into_iter()
        .zip(owners)
        .map(|(feature, owner)| {
            let polygons = feature.polygons.into_iter().map(|rings| {
                let rings = rings.into_iter().map(|ring| {
                    let ring: Vec<Point> = ring.into_iter().map(project).collect();
                    match owner {
                        Some(_) => ring,
                        None => cut(ring, size),
                    }
                });
                rings.collect::<Polygon>()
            });
            (polygons.collect(), *owner)
        })
        .collect();
    let mut flat = FLAT;
    loop {
        let shapes = projected.iter();
        let shapes: Vec<Shape> = shapes
            .filter_map(|(polygons, owner)| shape(polygons, *owner, flat))
            .collect();
        let rings = shapes.iter().flat_map(|s| &s.polygons).flatten();
        let points: usize = rings.map(Vec::len).sum();
        if points <= MOST_POINTS || flat > COARSEST {
            return (size, shapes);
        }
        flat *= 2.0;
    }
}

/// What is seen of `polygons`: nothing if they belong to no county and lie beyond the edge.
fn shape(polygons: &[Polygon], county: Option<usize>, flat: f64) -> Option<Shape> {
    let first = polygons.iter().flatten().flatten().next().copied();
    let mut seen: Vec<Polygon> = Vec::new();
    for rings in polygons {
        let mut rings = rings.iter().map(|ring| simple(ring, flat));
        let Some(outer) = rings.next().filter(|ring| visible(ring)) else {
            continue;
        };
        let holes = rings.filter(|ring| visible(ring));
        seen.push(std::iter::once(outer).chain(holes).collect());
    }
    if let (true, Some(_), Some([x, y])) = (seen.is_empty(), county, first) {
        let corner = |across: f64, down: f64| [x + across * DOT, y + down * DOT];
        let square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        seen.push(vec![square.map(|(x, y)| corner(x, y)).to_vec()]);
    }
    (!seen.is_empty()).then_some(Shape {
        county,
        polygons: seen,
    })
}

fn visible(ring: &[Point]) -> bool {
    ring.len() >= 3 && area(ring).abs() >= SPECK
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| {
        (least.min(v), most.max(v))
    })
}

/// The area that `ring` encloses, negative one way round.
pub(super) fn area(ring: &[Point]) -> f64 {
    let Some([x0, y0]) = ring.first().copied() else {
        return 0.0;
    };
    let next = ring.iter().cycle().skip(1);
    // from the first point on, so that large coordinates lose no digits
    let parts = ring
        .iter()
        .zip(next)
        .map(|(a, b)| (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0));
    parts.sum::<f64>() / 2.0
}

/// `ring` within the plane of `size` (Sutherland and Hodgman: an edge after the other).
fn cut(mut ring: Vec<Point>, size: [f64; 2]) -> Vec<Point> {
    for (axis, edge, sign) in [
        (0, 0.0, 1.0),
        (0, size[0], -1.0),
        (1, 0.0, 1.0),
        (1, size[1], -1.0),
    ] {
        let inside = |p: &Point| (p[axis] - edge) * sign >= 0.0;
        let mut kept = Vec::with_capacity(ring.len());
        for (at, b) in ring.iter().enumerate() {
            let a = &ring[(at + ring.len() - 1) % ring.len()];
            if inside(a) != inside(b) {
                let part = (edge - a[axis]) / (b[axis] - a[axis]);
                let mut crossing = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
                crossing[axis] = edge;
                kept.push(crossing);
            }
            if inside(b) {
                kept.push(*b);
            }
        }
        ring = kept;
    }
    ring
}

/// `ring` with as few points as look the same (Douglas and Peucker), rounded to a tenth. It begins at its most western point,
/// so that neighbours that share a border keep most of the same points.
fn simple(ring: &[Point], flat: f64) -> Vec<Point> {
    let round = |[x, y]: &Point| [libm::round(x * 10.0) / 10.0, libm::round(y * 10.0) / 10.0];
    let mut points: Vec<Point> = ring.iter().map(round).collect();
    points.dedup();
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    if points.len() < 4 {
        return points;
    }
    let by_place = |a: &(usize, &Point), b: &(usize, &Point)| {
        a.1[0].total_cmp(&b.1[0]).then(a.1[1].total_cmp(&b.1[1]))
    };
    let start = points
        .iter()
        .enumerate()
        .min_by(by_place)
        .map_or(0, |(at, _)| at);
    points.rotate_left(start);
    points.push(points[0]);
    let from = points[0];
    let away = |p: &Point| libm::hypot(p[0] - from[0], p[1] - from[1]);
    let far = (1..points.len()).fold(0, |far, at| {
        if away(&points[at]) > away(&points[far]) {
            at
        } else {
            far
        }
    });
    let mut keep = vec![false; points.len()];
    let last = points.len() - 1;
    let fixed = (0..last).filter(|at| at % STRETCH == 0 || *at == far);
    let fixed: Vec<usize> = fixed.chain([last]).collect();
    for at in &fixed {
        keep[*at] = true;
    }
    let mut open: Vec<(usize, usize)> = fixed.windows(2).map(|pair| (pair[0], pair[1])).collect();
    while let Some((from, to)) = open.pop() {
        let off = |at: usize| off_line(points[at], points[from], points[to]);
        let furthest = (from + 1..to).max_by(|a, b| off(*a).total_cmp(&off(*b)).then(b.cmp(a)));
        if let Some(at) = furthest.filter(|at| off(*at) > flat) {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    points.pop();
    let kept = points.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(point, _)| point).collect()
}

/// How far `p` is from the stretch between `a` and `b`.
fn off_line(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let long = dx * dx + dy * dy;
    let along = if long > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / long).clamp(0.0, 1.0)
    } else {
        0.0
    };
    libm::hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)
}
