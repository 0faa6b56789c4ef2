//! Boundaries of counties from a GeoJSON file of the user's own: read, checked, matched to counties, and laid into a plane
//! of at most 1000 by 1000 with no more points than a picture shows. Knows no chart.

mod fit;
mod geojson;
mod json;
mod plane;
#[cfg(test)]
mod tests;

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::document::Place;
use super::file;
use super::finding::{Finding, Findings};
use super::resolved::FileRead;
use super::source::{Opened, hex, utf8};
use crate::language::Text;

/// Largest file, in MiB.
const LARGEST: u64 = 64;

/// A county that a shape may belong to.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its code; empty where it is not known.
    pub code: &'a str,
    /// Its name in both languages.
    pub name: &'a Text,
}

/// Where counties lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundaries {
    /// The file: its name without folders, and the sum of its bytes.
    pub file: FileRead,
    /// Width and height of the plane: the longer is 1000.
    pub size: [f64; 2],
    /// What to draw, in the order of the file; a county may have several.
    pub shapes: Vec<Shape>,
}

/// Where a county lies, or something beside the counties.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Place of the county among those it was matched with.
    pub county: Option<usize>,
    /// Its parts.
    pub polygons: Vec<Polygon>,
}

/// An outer ring and the holes in it. A ring has three points or more; the last joins the first. `x` grows to the east, `y`
/// to the south, both within the plane.
pub type Polygon = Vec<Vec<[f64; 2]>>;

/// Reads the GeoJSON file at `path`: a `FeatureCollection` of polygons, in degrees or in any plane coordinates, and matches
/// it to `counties`. Warnings name counties without a shape and shapes without a county.
///
/// # Errors
/// Every fault of the file, or that no shape belongs to any county.
pub fn read(
    path: &Path,
    counties: &[Named<'_>],
) -> Result<(Boundaries, Vec<Finding>), Vec<Finding>> {
    let mut findings = Findings::default();
    let boundaries = whole(path, counties, &mut findings);
    match boundaries {
        Some(boundaries) if findings.clean() => Ok((boundaries, findings.into_sorted())),
        _ => Err(findings.into_sorted()),
    }
}

fn whole(path: &Path, counties: &[Named<'_>], findings: &mut Findings) -> Option<Boundaries> {
    let file = findings.file(file::shown_name(path));
    let whole = Place {
        file,
        ..Place::default()
    };
    let (canonical, bytes) = match file::read(path, LARGEST) {
        Ok(read) => read,
        Err(refusal) => {
            file::refused(path, &refusal, (whole, ""), findings);
            return None;
        }
    };
    let opened = Opened {
        file,
        canonical,
        bytes,
    };
    let text = utf8(&opened, findings)?;
    let features = geojson::read(&text, file, findings)?;
    let owners = fit::owners(&features, counties, (&text, whole), findings)?;
    let (size, shapes) = plane::lay(features, &owners);
    let name = path.file_name().map_or(path, Path::new);
    Some(Boundaries {
        file: FileRead {
            path: file::shown_name(name),
            sha256: hex(&Sha256::digest(&opened.bytes)),
        },
        size,
        shapes,
    })
}
