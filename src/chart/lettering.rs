//! Letters: how wide they are, where a line may break, and whether the font has them. Knows no figure.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

/// The name under which both weights are embedded.
pub(super) const FAMILY: &str = "Noto Sans SC";
pub(super) const REGULAR: &[u8] =
    include_bytes!("../../assets/fonts/NotoSansSC-Regular-GB2312.ttf");
pub(super) const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold-GB2312.ttf");

/// Neighbours that no line break parts: 区县, 百分点, 个百分点, 亿元, 万个, 万元, 万户, 基站, 情景, 概率, 年末, 中位数, 提高, 降低, 达标,
/// 可用率.
const TOGETHER: &[(char, char)] = &[
    ('区', '县'),
    ('个', '百'),
    ('百', '分'),
    ('分', '点'),
    ('个', '区'),
    ('亿', '元'),
    ('万', '个'),
    ('万', '元'),
    ('万', '户'),
    ('基', '站'),
    ('情', '景'),
    ('概', '率'),
    ('年', '末'),
    ('中', '位'),
    ('位', '数'),
    ('提', '高'),
    ('降', '低'),
    ('达', '标'),
    ('可', '用'),
    ('用', '率'),
];

/// A text measured twice may differ by this much.
const ROUNDING: f64 = 1e-6;

static FACES: LazyLock<[FontRef<'static>; 2]> = LazyLock::new(|| {
    [REGULAR, BOLD].map(|bytes| FontRef::try_from_slice(bytes).expect("an embedded font is sound"))
});

/// Width of `text` in chart units at letter size `size`.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = &FACES[usize::from(bold)];
    let em = f64::from(face.units_per_em().unwrap_or(1000.0));
    text.chars()
        .map(|c| f64::from(face.h_advance_unscaled(face.glyph_id(c))))
        .sum::<f64>()
        * size
        / em
}

/// The first character of `text` that the font cannot draw.
pub(super) fn missing_glyph(text: &str, bold: bool) -> Option<char> {
    let face = &FACES[usize::from(bold)];
    text.chars().find(|&c| face.glyph_id(c).0 == 0)
}

/// `text` in as few lines as fit into `room`: Chinese breaks between characters, Latin at spaces and
/// hyphens; a word wider than `room` is cut. Always at least one line.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().expect("there is always a line");
        if width(format!("{line}{piece}").trim_end(), size, bold) <= room + ROUNDING
            || line.is_empty()
        {
            line.push_str(&piece);
        } else {
            lines.push(piece.trim_start().to_owned());
        }
        cut_last(&mut lines, size, bold, room);
    }
    for line in &mut lines {
        *line = line.trim().to_owned();
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// `wrap`, with lines of about the same length; two lines part at a comma if one is near enough the middle.
pub(super) fn wrap_evenly(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut best = wrap(text, size, bold, room);
    if best.len() == 2
        && let Some(parted) = at_comma(text, size, bold, room)
    {
        return parted;
    }
    let least = widest_word(text, size, bold).max(room * 0.5);
    let mut narrower = room;
    while best.len() > 1 && narrower - room * 0.03 > least {
        narrower -= room * 0.03;
        let lines = wrap(text, size, bold, narrower);
        if lines.len() > best.len() {
            break;
        }
        best = lines;
    }
    best
}

/// The widest word of `text` that no line break may divide.
pub(super) fn widest_word(text: &str, size: f64, bold: bool) -> f64 {
    pieces(text)
        .iter()
        .map(|piece| width(piece.trim(), size, bold))
        .fold(0.0, f64::max)
}

/// Both halves of `text`, parted after the comma nearest the middle; nothing if a half does not fit or is short.
fn at_comma(text: &str, size: f64, bold: bool, room: f64) -> Option<Vec<String>> {
    let all = width(text, size, bold);
    let halves = text
        .char_indices()
        .filter(|(_, c)| "，、；：,;:".contains(*c))
        .map(|(at, c)| text.split_at(at + c.len_utf8()))
        // a comma within a number is none
        .filter(|(head, rest)| rest.starts_with(' ') || head.ends_with(is_han))
        .map(|(head, rest)| (head, rest.trim_start()));
    let parted = halves
        .map(|(head, rest)| (width(head, size, bold), width(rest, size, bold), head, rest))
        .filter(|(a, b, ..)| a.max(*b) <= room && a.min(*b) >= all * 0.34)
        .min_by(|(a, b, ..), (c, d, ..)| (a - b).abs().total_cmp(&(c - d).abs()))?;
    Some(vec![parted.2.to_owned(), parted.3.to_owned()])
}

fn cut_last(lines: &mut Vec<String>, size: f64, bold: bool, room: f64) {
    while let Some(line) = lines.last_mut() {
        if width(line.trim_end(), size, bold) <= room + ROUNDING || line.chars().count() < 2 {
            return;
        }
        let mut cut = line.len();
        for (at, _) in line.char_indices().skip(1) {
            if width(&line[..at], size, bold) > room {
                break;
            }
            cut = at;
        }
        if cut == line.len() {
            cut = line.char_indices().nth(1).map_or(line.len(), |(at, _)| at);
        }
        let rest = line.split_off(cut);
        lines.push(rest);
    }
}

/// Cuts a text into pieces between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let glued = before.is_none_or(|b| !may_break(b, c));
        match pieces.last_mut() {
            Some(piece) if glued => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || "，。、；：！？）》」』”’〕】％%)]},.;:!?｜".contains(after)
    {
        return false;
    }
    if "（《「『“‘〔【([{".contains(before) {
        return false;
    }
    // a number stays with its unit: 1.8万, 2025年, 18个
    if before.is_ascii_digit() && is_han(after) {
        return false;
    }
    // and with the word that says how exact it is: 约2668家
    if before == '约' && after.is_ascii_digit() {
        return false;
    }
    // words that are read as one
    if TOGETHER.contains(&(before, after)) {
        return false;
    }
    // a hyphen between letters allows a break, a minus before a digit does not
    before == ' ' || (before == '-' && !after.is_ascii_digit()) || is_han(before) || is_han(after)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "工业互联网标识解析二级节点（累计）, Identifier-resolution secondary nodes";
        for room in [40.0, 90.0, 200.0] {
            let lines = wrap(text, 14.0, false, room);
            assert!(
                lines.iter().all(|l| width(l, 14.0, false) <= room),
                "{lines:?}"
            );
            let squeeze = |s: &str| s.replace(' ', "");
            assert_eq!(squeeze(&lines.concat()), squeeze(text));
        }
    }

    #[test]
    fn punctuation_does_not_start_a_line() {
        let lines = wrap("一二三四五，六七八九十。", 10.0, false, 50.0);
        assert_eq!(lines, ["一二三四", "五，六七八", "九十。"]);
    }

    #[test]
    fn even_lines_divide_no_word() {
        let lines = wrap_evenly("Operators' capital tightened", 12.5, true, 92.0);
        assert_eq!(lines, ["Operators'", "capital", "tightened"]);
        let lines = wrap_evenly(
            "基准情景有2项较有把握、3项不确定、3项难以达到",
            10.0,
            true,
            200.0,
        );
        assert_eq!(lines, ["基准情景有2项较有把握、", "3项不确定、3项难以达到"]);
    }

    #[test]
    fn what_is_read_as_one_stays_together() {
        let text = "中位数在11个区县中有3个达到所需水平还差12个百分点共约1.8万个合2.5亿元";
        for room in (70..300).step_by(7) {
            let lines = wrap(text, 10.0, true, f64::from(room));
            assert_eq!(lines.concat(), text);
            for whole in ["区县", "12个百分点", "约1.8万个", "2.5亿元", "11个区县"] {
                assert!(
                    lines.iter().any(|l| l.contains(whole)),
                    "{whole}: {lines:?}"
                );
            }
        }
    }

    #[test]
    fn minus_and_lights_have_glyphs() {
        assert_eq!(missing_glyph("−1.5 ● ▲ ■ ○ ≥ 盐城 ｜ — –", false), None);
        assert_eq!(missing_glyph("a✗b", true), Some('✗'));
    }
}
