//! Numbers and verdicts as people read them, in both languages. Nothing here goes into a machine-readable file.

use crate::analysis::{LimitShares, Verdict};
use crate::chart;
use crate::indicator::{Comparator, Evidence, Target, Unit};
use crate::language::Lang;
use crate::policy::Funder;
use crate::record::Limit;
use crate::scenario::parameter::Dimension;
use crate::scenario::resolved::{Distribution, Grade};
use crate::statistics::Interval;

/// A value with its unit: `1.8万个`, `500亿元`, `97.3%`; `18,000 stations`, `50 billion yuan`.
#[must_use]
pub fn value(value: f64, unit: &Unit, lang: Lang) -> String {
    let figure = figure(value, unit, lang);
    match (unit, lang) {
        (Unit::Percent, _) => format!("{figure}%"),
        (Unit::PercentPerYear, Lang::Zh) => format!("{figure}%/年"),
        (Unit::PercentPerYear, Lang::En) => format!("{figure}% a year"),
        (Unit::Yuan, _) => money(value, lang),
        (Unit::Count(_) | Unit::Per10k(_), Lang::Zh) => format!("{figure}{}", unit.label(lang)),
        (Unit::Count(_) | Unit::Per10k(_), Lang::En) => format!("{figure} {}", unit.label(lang)),
    }
}

/// A value without its unit, rounded as its unit is; money in 亿元 or billion yuan and the like, with the word.
#[must_use]
pub fn figure(value: f64, unit: &Unit, lang: Lang) -> String {
    match unit {
        Unit::Percent | Unit::PercentPerYear | Unit::Per10k(_) => decimals(value, 1),
        Unit::Yuan => money(value, lang),
        Unit::Count(_) => {
            let few = value.abs() < 20.0 && libm::rint(value).to_bits() != value.to_bits();
            let text = chart::number(value, usize::from(few), lang);
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
    }
}

/// A difference of two values with its unit; of percentages in points.
#[must_use]
pub fn difference(value: f64, unit: &Unit, lang: Lang) -> String {
    match (unit, lang) {
        (Unit::Percent | Unit::PercentPerYear, Lang::Zh) => {
            format!("{}个百分点", figure(value, unit, lang))
        }
        (Unit::Percent | Unit::PercentPerYear, Lang::En) => {
            let figure = figure(value, unit, lang);
            let one = figure.trim_start_matches(['-', '−']) == "1";
            format!("{figure} {}", if one { "point" } else { "points" })
        }
        _ => self::value(value, unit, lang),
    }
}

/// The unit of a difference of two values; of percentages points.
#[must_use]
pub fn difference_unit(unit: &Unit, lang: Lang) -> String {
    match unit {
        Unit::Percent | Unit::PercentPerYear => lang.pick("个百分点", "points").to_owned(),
        _ => unit.label(lang),
    }
}

/// An amount in yuan, in the unit people would choose.
#[must_use]
pub fn money(yuan: f64, lang: Lang) -> String {
    let size = yuan.abs();
    match lang {
        Lang::Zh if size >= 1.0e12 => format!("{}万亿元", decimals(yuan / 1.0e12, 2)),
        Lang::Zh if size >= 1.0e11 => format!("{}亿元", decimals(yuan / 1.0e8, 0)),
        Lang::Zh if size >= 1.0e10 => format!("{}亿元", decimals(yuan / 1.0e8, 1)),
        Lang::Zh if size >= 1.0e8 => format!("{}亿元", decimals(yuan / 1.0e8, 2)),
        Lang::Zh if size >= 1.0e6 => format!("{}万元", decimals(yuan / 1.0e4, 0)),
        Lang::Zh if size >= 1.0e4 => format!("{}万元", decimals(yuan / 1.0e4, 2)),
        Lang::Zh => format!("{}元", decimals(yuan, 0)),
        Lang::En if size >= 1.0e12 => format!("{} trillion yuan", decimals(yuan / 1.0e12, 2)),
        Lang::En if size >= 1.0e9 => format!("{} billion yuan", decimals(yuan / 1.0e9, 2)),
        Lang::En if size >= 1.0e6 => format!("{} million yuan", decimals(yuan / 1.0e6, 1)),
        Lang::En => format!("{} yuan", thousands(&decimals(yuan, 0))),
    }
}

/// A target's number with its sign: `≥1.8万个`.
#[must_use]
pub fn threshold(target: &Target, unit: &Unit, lang: Lang) -> String {
    let sign = sign(target.comparator);
    format!("{sign}{}", value(target.threshold, unit, lang))
}

/// The sign people read.
#[must_use]
pub const fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => "≥",
        Comparator::MoreThan => ">",
        Comparator::AtMost => "≤",
    }
}

/// A share of runs: `72%`.
#[must_use]
pub fn share(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A probability with its interval: `72% (65–78%)`.
#[must_use]
pub fn probability(share: f64, interval: Interval) -> String {
    format!(
        "{:.0}% ({:.0}–{:.0}%)",
        share * 100.0,
        interval.low * 100.0,
        interval.high * 100.0
    )
}

/// The same within a sentence: full-width brackets in Chinese.
#[must_use]
pub fn probability_in_words(share: f64, interval: Interval, lang: Lang) -> String {
    let said = probability(share, interval);
    match lang {
        Lang::Zh => said.replace(" (", "（").replace(')', "）"),
        Lang::En => said,
    }
}

/// The words of a verdict, which say no more than the interval allows.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Likely => lang.pick("大概率达标", "likely"),
        Verdict::Uncertain => lang.pick("难以断定", "uncertain"),
        Verdict::Undecided => lang.pick("尚难判断", "not decided by these runs"),
        Verdict::Unlikely => lang.pick("大概率不达标", "unlikely"),
        Verdict::NotAssessed => lang.pick("不评估", "not assessed"),
    }
}

/// What a judgement on a target rests on.
#[must_use]
pub fn evidence(evidence: Evidence, lang: Lang) -> &'static str {
    match evidence {
        Evidence::Published => lang.pick("基期值有公布数", "published base value"),
        Evidence::Estimate => lang.pick("基期值为估计", "estimated base value"),
        Evidence::Supplied => lang.pick(
            "基期值由情景假设，仅供演示",
            "base value supplied for illustration",
        ),
        Evidence::Circular => lang.pick(
            "基期值只能由目标倒推，不评估",
            "base value only back-cast from the target: not assessed",
        ),
        Evidence::None => lang.pick(
            "没有公布的基期值，不评估",
            "no published base value: not assessed",
        ),
    }
}

/// How good a number is.
#[must_use]
pub fn grade(grade: Grade, lang: Lang) -> &'static str {
    match grade {
        Grade::A => lang.pick("官方数字", "official figure"),
        Grade::B => lang.pick("推算或二手", "derived or secondary"),
        Grade::C => lang.pick("判断或估计", "judgement or estimate"),
    }
}

/// How a parameter is drawn.
#[must_use]
pub fn distribution(distribution: &Distribution, lang: Lang) -> &'static str {
    match distribution {
        Distribution::Fixed => lang.pick("固定值", "fixed"),
        Distribution::Triangular { .. } => lang.pick("三角分布", "triangular"),
        Distribution::Uniform { .. } => lang.pick("均匀分布", "uniform"),
        Distribution::Lognormal { .. } => lang.pick("对数正态（5%至95%）", "lognormal (5% to 95%)"),
        Distribution::Discrete { .. } => lang.pick("离散取值", "discrete"),
    }
}

/// A value in the engine's unit of a dimension as people write it: `18.5万元`, `5%`, `8%/年`, `15个月`.
#[must_use]
pub fn quantity(value: f64, dimension: Dimension, lang: Lang) -> String {
    let plain = |value: f64| {
        let text = format!("{value:.6}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        thousands(text.split('.').next().unwrap_or_default())
            + text.find('.').map_or("", |point| &text[point..])
    };
    match dimension {
        Dimension::Money => money(value, lang),
        Dimension::Share => format!("{}%", plain(value * 100.0)),
        Dimension::Rate => format!("{}{}", plain(value * 100.0), lang.pick("%/年", "%/year")),
        Dimension::Ratio | Dimension::Count => plain(value),
        Dimension::Months => format!("{}{}", plain(value), lang.pick("个月", " months")),
        Dimension::Length => format!("{}{}", plain(value), lang.pick("米", " m")),
    }
}

/// How low and high were compared: by runs made again, or by those at hand.
#[must_use]
pub fn method(paired: bool, lang: Lang) -> &'static str {
    if paired {
        lang.pick("成对模拟", "paired runs")
    } else {
        lang.pick("现有模拟", "runs at hand")
    }
}

/// Who pays.
#[must_use]
pub fn funder(funder: Funder, lang: Lang) -> &'static str {
    match funder {
        Funder::Central => lang.pick("中央财政", "central budget"),
        Funder::Provincial => lang.pick("省级财政", "provincial budget"),
        Funder::City => lang.pick("市级财政", "city budget"),
        Funder::County => lang.pick("县级财政", "county budgets"),
        Funder::Operator => lang.pick("电信运营商", "telecom operators"),
        Funder::Enterprise => lang.pick("企业", "enterprises"),
        Funder::Fund => lang.pick("基金和专项债券", "funds and special-purpose bonds"),
    }
}

/// What stopped an indicator, in a word.
#[must_use]
pub fn limit(limit: Limit, lang: Lang) -> &'static str {
    match limit {
        Limit::None => lang.pick("无记录", "none recorded"),
        Limit::Money => lang.pick("资金", "money"),
        Limit::Permit => lang.pick("选址审批", "permits"),
        Limit::Capacity => lang.pick("施工能力或年度名额", "building capacity or quotas"),
        Limit::Pool => lang.pick("可建或可培育对象", "what is left to build or recognise"),
        Limit::Adoption => lang.pick("意愿和成熟度", "readiness and will"),
        Limit::LeadTime => lang.pick("建设周期", "lead times"),
    }
}

/// What stopped an indicator, with shares of runs: `资金85%、施工能力或年度名额15%`.
#[must_use]
pub fn limits(shares: &LimitShares, lang: Lang) -> String {
    let said: Vec<String> = shares
        .0
        .iter()
        .map(|(limit, share)| {
            let (word, share) = (self::limit(*limit, lang), self::share(*share));
            format!("{word}{}{share}", lang.pick("", " "))
        })
        .collect();
    said.join(lang.pick("、", ", "))
}

/// Yes or no.
#[must_use]
pub fn yes(yes: bool, lang: Lang) -> &'static str {
    if yes {
        lang.pick("是", "yes")
    } else {
        lang.pick("否", "no")
    }
}

/// Money of a programme that belongs to no county.
#[must_use]
pub fn common_pool(lang: Lang) -> &'static str {
    lang.pick("统筹", "common pool")
}

/// `value` with at most `places` decimals, without trailing zeros.
fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn thousands(whole: &str) -> String {
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Text;

    #[test]
    fn as_an_official_writes() {
        let stations = Unit::Count(Text::new("个", "stations"));
        assert_eq!(value(18000.0, &stations, Lang::Zh), "1.8万个");
        assert_eq!(value(18000.0, &stations, Lang::En), "18,000 stations");
        assert_eq!(value(1_234_567.0, &stations, Lang::Zh), "123.46万个");
        assert_eq!(value(5.0e10, &Unit::Yuan, Lang::Zh), "500亿元");
        assert_eq!(value(5.0e10, &Unit::Yuan, Lang::En), "50 billion yuan");
        assert_eq!(value(4.5, &stations, Lang::Zh), "4.5个");
        assert_eq!(value(3.0, &stations, Lang::Zh), "3个");
        assert_eq!(value(97.34, &Unit::Percent, Lang::Zh), "97.3%");
        assert_eq!(value(100.0, &Unit::Percent, Lang::En), "100%");
        assert_eq!(money(1.246_982e12, Lang::Zh), "1.25万亿元");
        assert_eq!(money(12_461.0, Lang::Zh), "1.25万元");
        assert_eq!(money(6.511e10, Lang::Zh), "651.1亿元");
        assert_eq!(money(-0.2, Lang::Zh), "0元");
        assert_eq!(money(-1234.0, Lang::En), "-1,234 yuan");
    }
}
