//! Outlines in fewer letters: the same points, told from one to the next. Knows only the path language of SVG, of which the
//! charts use a part: `M L Q C Z`, one letter a step, tenths at most.

use std::fmt::Write as _;

/// `body` with every outline in it told shorter, and nothing between the elements. An outline in another dialect stays.
pub(super) fn squeezed(body: &str) -> String {
    let mut out = String::with_capacity(body.len() / 2);
    for line in body.split('\n') {
        let line = line.trim();
        let Some((before, rest)) = line.split_once(" d=\"") else {
            out.push_str(line);
            continue;
        };
        let Some((outline, after)) = rest.split_once('"') else {
            out.push_str(line);
            continue;
        };
        out.push_str(before);
        out.push_str(" d=\"");
        out.push_str(&relative(outline).unwrap_or_else(|| outline.to_owned()));
        out.push('"');
        out.push_str(after);
    }
    out
}

/// An outline told from point to point; none if it has other steps or finer numbers.
fn relative(outline: &str) -> Option<String> {
    let mut words = outline.split_ascii_whitespace();
    let mut teller = Teller::default();
    let mut start = (0, 0);
    while let Some(step) = words.next() {
        let points = match step {
            "Z" => {
                teller.letter('z');
                teller.at = start;
                continue;
            }
            "M" | "L" => 1,
            "Q" => 2,
            "C" => 3,
            _ => return None,
        };
        let mut to = [(0, 0); 3];
        for point in &mut to[..points] {
            *point = (tenths(words.next()?)?, tenths(words.next()?)?);
        }
        let to = &to[..points];
        if step == "M" {
            start = to[0];
        }
        teller.step(step, to);
    }
    Some(teller.out)
}

/// Writes steps one after the other, each from where the last one ended; lengths in tenths.
#[derive(Default)]
struct Teller {
    out: String,
    at: (i64, i64),
    last: Option<char>,
    /// Whether the number before has a decimal point.
    pointed: bool,
}

impl Teller {
    fn step(&mut self, step: &str, to: &[(i64, i64)]) {
        let from = self.at;
        let (across, down) = (to[0].0 - from.0, to[0].1 - from.1);
        match step {
            "L" if down == 0 => {
                self.letter('h');
                self.number(across);
            }
            "L" if across == 0 => {
                self.letter('v');
                self.number(down);
            }
            _ => {
                self.letter(match step {
                    "M" => 'm',
                    "L" => 'l',
                    "Q" => 'q',
                    _ => 'c',
                });
                for point in to {
                    self.number(point.0 - from.0);
                    self.number(point.1 - from.1);
                }
            }
        }
        self.at = to[to.len() - 1];
    }

    /// A step's letter, unless it is the one before's: after it, numbers go on with the same step.
    fn letter(&mut self, letter: char) {
        if self.last != Some(letter) || matches!(letter, 'm' | 'z') {
            self.out.push(letter);
            self.last = Some(letter);
            self.pointed = false;
        }
    }

    fn number(&mut self, tenths: i64) {
        let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        let first = self.out.ends_with(|last: char| last.is_ascii_alphabetic());
        let bare = whole == 0 && tenth > 0;
        // a sign, or a point after a number that has one, begins the next number by itself
        if !first && tenths >= 0 && !(bare && self.pointed) {
            self.out.push(' ');
        }
        if tenths < 0 {
            self.out.push('-');
        }
        if !bare {
            let _ = write!(self.out, "{whole}");
        }
        if tenth > 0 {
            let _ = write!(self.out, ".{tenth}");
        }
        self.pointed = tenth > 0;
    }
}

/// A number in tenths; none if it is finer.
fn tenths(word: &str) -> Option<i64> {
    let (whole, tenth) = word.split_once('.').unwrap_or((word, "0"));
    if tenth.len() != 1 || !tenth.ends_with(|digit: char| digit.is_ascii_digit()) {
        return None;
    }
    let size = whole.trim_start_matches('-').parse::<i64>().ok()? * 10;
    let size = size.checked_add(tenth.parse::<i64>().ok()?)?;
    Some(if whole.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use resvg::usvg;

    use super::*;

    #[test]
    fn steps_are_told_from_one_to_the_next() {
        let told = |outline| relative(outline).unwrap();
        assert_eq!(told("M 1 2 L 3 2 L 3 4.5 Z"), "m1 2h2v2.5z");
        assert_eq!(told("M 1 1 L 2 2 L 4 1.5"), "m1 1l1 1 2-.5");
        assert_eq!(
            told("M 0.5 0.5 Q 1 1.1 2 2 Q 2 2 1 -1.5"),
            "m.5.5q.5.6 1.5 1.5 0 0-1-3.5"
        );
        assert_eq!(told("M 5 5 L 6 6 Z M 7 7 L 8 8"), "m5 5l1 1zm2 2l1 1");
        assert_eq!(told("M -0.5 0 C 1 1 2 2 3 3"), "m-.5 0c1.5 1 2.5 2 3.5 3");
        assert_eq!(relative("M 1 2 A 1 1 0 0 0 3 3"), None);
        assert_eq!(relative("M 1.25 2"), None);
        assert_eq!(relative("M 1"), None);
    }

    /// Every point of every outline, in order.
    fn points(svg: &str) -> Vec<(f32, f32)> {
        fn walk(group: &usvg::Group, found: &mut Vec<(f32, f32)>) {
            for node in group.children() {
                match node {
                    usvg::Node::Group(group) => walk(group, found),
                    usvg::Node::Path(path) => {
                        found.extend(path.data().points().iter().map(|p| (p.x, p.y)));
                    }
                    _ => {}
                }
            }
        }
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
        let mut found = Vec::new();
        walk(tree.root(), &mut found);
        found
    }

    #[test]
    fn a_squeezed_chart_has_the_same_points() {
        let svg = super::super::tests::fan_svg();
        let squeezed = squeezed(&svg);
        assert!(squeezed.len() * 10 < svg.len() * 7);
        let (before, after) = (points(&svg), points(&squeezed));
        assert!(before.len() > 1000);
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            let apart = (before.0 - after.0).abs().max((before.1 - after.1).abs());
            assert!(apart < 0.01, "{before:?} {after:?}");
        }
    }
}
