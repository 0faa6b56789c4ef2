//! How scenarios differ from the baseline, and why: what stopped a goal before and after, and the money meant for it.

use super::{Judgement, basis, called, costs, headed, sentence};
use crate::analysis::{Difference, LimitShares};
use crate::indicator::{Indicator, IndicatorId};
use crate::language::Lang;
use crate::policy::Supports;
use crate::quantity::{Money, Year};
use crate::record::Limit;
use crate::report::document::{Block, Section, Sentence};
use crate::report::{Case, Report, wording};
use crate::statistics::Interval;

/// For every further scenario: what it changes, what it does not, and why; nothing where there is one scenario.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let (baseline, others) = report.cases.split_first()?;
    if others.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    for (case, difference) in others.iter().zip(report.differences) {
        let comparison = Comparison {
            baseline,
            case,
            difference,
        };
        blocks.push(Block::Paragraph(comparison.opening()));
        let points = comparison.points();
        if !points.is_empty() {
            blocks.push(Block::List(points));
        }
    }
    Some(titled(blocks))
}

fn titled(blocks: Vec<Block>) -> Section {
    headed(
        "各情景有何不同，为什么",
        "How the scenarios differ, and why",
        blocks,
    )
}

/// A scenario beside the baseline.
struct Comparison<'a> {
    baseline: &'a Case<'a>,
    case: &'a Case<'a>,
    difference: &'a Difference,
}

/// A change in probability and its interval.
type Change = (f64, Interval);

impl Comparison<'_> {
    /// What it costs more, and how many goals it clearly changes.
    fn opening(&self) -> Vec<Sentence> {
        let due = costs::last_due(self.baseline);
        let cumulative = Indicator::PublicSpendingCumulative;
        let row = cumulative.row();
        let more = self.difference.indicator(0, cumulative.id(), due);
        let more = more.map(|d| d.spread.p50);
        let cells = [&self.case.scenario.id, "total", &row.key, &due.to_string()];
        let rows = [
            more.map(|_| basis::row("differences.csv", &cells)),
            Some(basis::row(
                "attainment_differences.csv",
                &[&self.case.scenario.id],
            )),
        ];
        let count = |up: bool| {
            let goals = self.difference.attainment.iter();
            goals
                .filter_map(|goal| goal.judged)
                .filter(|judged| clear((judged.0, judged.1)) && (judged.0 > 0.0) == up)
                .count()
        };
        let (up, down) = (count(true), count(false));
        vec![sentence(
            |lang| {
                let (base, name) = (called(self.baseline, lang), called(self.case, lang));
                let first = self.baseline.scenario.base_year + 1;
                let cost = more.map_or_else(String::new, |more| cost(more, first, due, lang));
                match lang {
                    Lang::Zh => format!(
                        "与{base}相比，{name}{cost}达标概率明显提高的有{up}项，明显降低的有{down}项"
                    ),
                    Lang::En => format!(
                        "Against {base}, {name} {cost}clearly raises the probability of {up} goals and lowers that of {down}"
                    ),
                }
            },
            basis::all(rows.into_iter().flatten()),
        )]
    }

    /// The goals it clearly changes, and then in one point the main ones it does not.
    fn points(&self) -> Vec<Vec<Sentence>> {
        let (before, after) = (Judgement::all(self.baseline), Judgement::all(self.case));
        let mut points = Vec::new();
        let mut same = Vec::new();
        for row in &self.difference.attainment {
            let of =
                |column: &'_ [Judgement<'_>]| column.iter().position(|g| g.target.id == row.target);
            let (Some(b), Some(a), Some(judged)) = (of(&before), of(&after), row.judged) else {
                continue;
            };
            let change = (judged.0, judged.1);
            if clear(change) {
                points.push(self.point(&before[b], &after[a], change));
            } else if before[b].target.card_goal {
                same.push((&before[b], &after[a]));
            }
        }
        if !same.is_empty() {
            points.push(vec![self.unchanged(&same)]);
        }
        points
    }

    /// The main goals it does not clearly change, each with what still stops it and the money it got.
    fn unchanged(&self, goals: &[(&Judgement<'_>, &Judgement<'_>)]) -> Sentence {
        let rows = goals.iter().flat_map(|(before, after)| {
            let cells = [&self.case.scenario.id, &before.target.id];
            let changed = basis::row("attainment_differences.csv", &cells.map(String::as_str));
            let paid = self.meant(before).map(|_| self.ledgers(before));
            let paid = paid.into_iter().flatten();
            [changed, before.basis(), after.basis()]
                .into_iter()
                .chain(paid)
        });
        sentence(
            |lang| {
                let said: Vec<String> = goals
                    .iter()
                    .map(|(before, after)| {
                        let (from, to) = (share(before), share(after));
                        let limit = after.row.limits.first().map(|(limit, of)| {
                            let (word, of) = (wording::limit(limit, lang), wording::share(of));
                            match lang {
                                Lang::Zh => format!("{of}的模拟受{word}制约"),
                                Lang::En => format!("{word} in {of} of runs"),
                            }
                        });
                        let paid = self.meant(before).map(|(from, to)| {
                            let money = |amount: Money| wording::money(amount.yuan(), lang);
                            let (from, to) = (money(from), money(to));
                            match lang {
                                Lang::Zh => format!("直接用于此项的公共资金由{from}变为{to}"),
                                Lang::En => format!("public money for it from {from} to {to}"),
                            }
                        });
                        let both = match lang {
                            Lang::Zh => format!("{from}与{to}"),
                            Lang::En => format!("{from} and {to}"),
                        };
                        let told: Vec<String> =
                            [Some(both), limit, paid].into_iter().flatten().collect();
                        let told = told.join(lang.pick("，", ", "));
                        let name = before.target.name.get(lang);
                        match lang {
                            Lang::Zh => format!("{name}（{told}）"),
                            Lang::En => format!("{name} ({told})"),
                        }
                    })
                    .collect();
                match lang {
                    Lang::Zh => format!("达标概率没有明显变化的主要指标：{}", said.join("、")),
                    Lang::En => format!("Main goals without a clear change: {}", said.join("; ")),
                }
            },
            basis::all(rows),
        )
    }

    fn point(
        &self,
        before: &Judgement<'_>,
        after: &Judgement<'_>,
        change: Change,
    ) -> Vec<Sentence> {
        let mut said = vec![self.change(before, after, change)];
        said.extend(why(before, after));
        said.extend(self.money(before));
        said
    }

    fn change(&self, before: &Judgement<'_>, after: &Judgement<'_>, change: Change) -> Sentence {
        let (from, to) = (share(before), share(after));
        let (difference, interval) = change;
        let points = difference.abs() * 100.0;
        let (low, high) = (interval.low * 100.0, interval.high * 100.0);
        let cells = [&self.case.scenario.id, &before.target.id];
        let rows = [
            basis::row("attainment_differences.csv", &cells.map(String::as_str)),
            before.basis(),
            after.basis(),
        ];
        sentence(
            |lang| {
                let name = before.target.name.get(lang);
                let (low, high) = (signed(low), signed(high));
                match lang {
                    Lang::Zh => {
                        let way = if difference > 0.0 { "提高" } else { "降低" };
                        format!(
                            "{name}：达标概率由{from}到{to}，{way}{points:.0}个百分点（95%区间{low}至{high}）"
                        )
                    }
                    Lang::En => {
                        let way = if difference > 0.0 { "up" } else { "down" };
                        format!(
                            "{name}: the probability goes from {from} to {to}, {way} {points:.0} points (95% interval {low} to {high})"
                        )
                    }
                }
            },
            basis::all(rows),
        )
    }

    /// Public money meant for it up to the year due, in the central run of each; none where it is the same.
    fn meant(&self, goal: &Judgement<'_>) -> Option<(Money, Money)> {
        let purposes = purposes(self.case, goal.target.indicator);
        let due = goal.target.due_year;
        let (before, after) = (
            meant(self.baseline, purposes, due),
            meant(self.case, purposes, due),
        );
        (before != after).then_some((before, after))
    }

    /// The rows of [`Self::meant`].
    fn ledgers(&self, goal: &Judgement<'_>) -> Vec<String> {
        let purposes = purposes(self.case, goal.target.indicator);
        let rows = [self.baseline, self.case].into_iter().flat_map(|case| {
            let ids = programmes(case, purposes);
            let named: Vec<String> = ids.iter().map(|id| basis::ledger(case, Some(id))).collect();
            if named.is_empty() {
                vec![basis::ledger(case, None)]
            } else {
                named
            }
        });
        rows.collect()
    }

    fn money(&self, goal: &Judgement<'_>) -> Option<Sentence> {
        let (before, after) = self.meant(goal)?;
        let due = goal.target.due_year;
        Some(sentence(
            |lang| {
                let money = |amount: Money| wording::money(amount.yuan(), lang);
                let (from, to) = (money(before), money(after));
                match lang {
                    Lang::Zh => format!(
                        "截至{due}年直接用于此项的公共资金由{from}变为{to}（最居中的一次模拟）"
                    ),
                    Lang::En => format!(
                        "Public money meant for it goes from {from} to {to} by {due} (most central run)"
                    ),
                }
            },
            basis::all(self.ledgers(goal)),
        ))
    }
}

fn share(goal: &Judgement<'_>) -> String {
    let judged = goal.row.judged.as_ref();
    judged.map_or_else(String::new, |judged| wording::share(judged.probability))
}

/// What stopped it before and after.
fn why(before: &Judgement<'_>, after: &Judgement<'_>) -> Option<Sentence> {
    let (limit, share) = before.row.limits.first()?;
    let later = share_of(&after.row.limits, limit);
    let next = after.row.limits.first();
    Some(sentence(
        |lang| {
            let word = wording::limit(limit, lang);
            let (share, later) = (wording::share(share), wording::share(later));
            let next = next.map(|(next, share)| {
                (
                    next == limit,
                    wording::limit(next, lang),
                    wording::share(share),
                )
            });
            match lang {
                Lang::Zh => {
                    let tail = match next {
                        None => "，此后没有制约的记录".to_owned(),
                        Some((true, ..)) => "，仍是首要制约".to_owned(),
                        Some((false, next, share)) => {
                            format!("，首要制约转为{next}（{share}的模拟）")
                        }
                    };
                    format!("原因：受{word}制约的模拟由{share}变为{later}{tail}")
                }
                Lang::En => {
                    let tail = match next {
                        None => "; nothing is recorded as holding it back any more".to_owned(),
                        Some((true, ..)) => "; it is still the first limit".to_owned(),
                        Some((false, next, share)) => {
                            format!("; the first limit is now {next} ({share} of runs)")
                        }
                    };
                    format!("Why: the runs held back by {word} go from {share} to {later}{tail}")
                }
            }
        },
        basis::all([before.basis(), after.basis()]),
    ))
}

/// Whether a change is more than chance among these runs.
fn clear(change: Change) -> bool {
    change.1.low > 0.0 || change.1.high < 0.0
}

/// `+12` or `−3`.
fn signed(points: f64) -> String {
    let text = format!("{points:+.0}");
    match text.as_str() {
        "-0" | "+0" => "0".to_owned(),
        _ => text.replace('-', "\u{2212}"),
    }
}

fn cost(more: f64, first: Year, due: Year, lang: Lang) -> String {
    let money = wording::money(more.abs(), lang);
    let none = wording::money(0.0, lang);
    match lang {
        Lang::Zh if money == none => format!("{first}—{due}年公共资金不变，"),
        Lang::Zh if more > 0.0 => format!("{first}—{due}年多支出公共资金{money}（中位数），"),
        Lang::Zh => format!("{first}—{due}年少支出公共资金{money}（中位数），"),
        Lang::En if money == none => {
            format!("spends the same public money from {first} to {due} and ")
        }
        Lang::En if more > 0.0 => {
            format!("spends {money} more of public money from {first} to {due} (median) and ")
        }
        Lang::En => {
            format!("spends {money} less of public money from {first} to {due} (median) and ")
        }
    }
}

fn share_of(limits: &LimitShares, limit: Limit) -> f64 {
    let found = limits.0.iter().find(|(other, _)| *other == limit);
    found.map_or(0.0, |(_, share)| *share)
}

/// What programmes pay for that moves an indicator directly.
fn purposes(case: &Case<'_>, indicator: IndicatorId) -> &'static [Supports] {
    use Indicator as I;
    let Some(built_in) = I::ALL.get(indicator.index()) else {
        return if indicator.index() < case.scenario.indicator_count() {
            &[Supports::Cultivation]
        } else {
            &[]
        };
    };
    match built_in {
        I::BaseStations
        | I::StationsAdded
        | I::StationsPer10k
        | I::PopulationCoverage
        | I::VillagesCovered => &[Supports::BaseStation],
        I::GigabitPassed
        | I::GigabitPassedUrban
        | I::GigabitNominal
        | I::GigabitNominalUrban
        | I::PonPorts
        | I::PonPortShare => &[Supports::GigabitAccess],
        I::GigabitUsable | I::GigabitUsableUrban | I::GigabitSubscribers => {
            &[Supports::GigabitAccess, Supports::OdnReadiness]
        }
        I::SecondaryNodes
        | I::NodesInPipeline
        | I::ConnectedEnterprises
        | I::IdentifiersRegistered => &[Supports::SecondaryNode],
        I::EnterprisesStarted
        | I::EnterprisesStartedShare
        | I::EnterprisesLevel2
        | I::EnterprisesLevel3
        | I::EnterprisesLevel4
        | I::EnterprisesDiagnosed
        | I::StartedBelowScale => &[Supports::Diagnosis, Supports::Enterprise],
        _ => &[],
    }
}

/// Public programmes with a purpose among `purposes`.
fn programmes<'a>(case: &Case<'a>, purposes: &[Supports]) -> Vec<&'a str> {
    let programmes = case.scenario.programmes.iter().enumerate();
    programmes
        .filter(|(index, p)| {
            let booked = |row: &&crate::record::LedgerRow| usize::from(row.programme) == *index;
            p.funder.is_public()
                && purposes.contains(&p.supports)
                && case.central.ledger.iter().any(|row| booked(&row))
        })
        .map(|(_, p)| p.id.as_str())
        .collect()
}

/// What those programmes paid in the central run up to `due`.
fn meant(case: &Case<'_>, purposes: &[Supports], due: Year) -> Money {
    case.central
        .ledger
        .iter()
        .filter(|row| row.year <= due)
        .filter(|row| {
            let programme = &case.scenario.programmes[usize::from(row.programme)];
            programme.funder.is_public() && purposes.contains(&programme.supports)
        })
        .map(|row| row.spent)
        .sum()
}
