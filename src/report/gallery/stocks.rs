//! What a stock is made of, year by year: base stations by type, enterprises by level and size. Parts are means over the
//! runs, which add up to the mean of the whole; medians would not. Knows no pixels.

use super::{Chart, Report, both, phrases, target_line};
use crate::analysis;
use crate::chart::{
    Counted, Figure, Frame, Stacked, StackedPanel, StackedPart, Target, Tone, number,
};
use crate::indicator::Indicator;
use crate::language::{Lang, Text};
use crate::quantity::Year;
use crate::report::Case;
use crate::statistics::Spread;

/// Base stations by type.
pub(super) fn stations_by_type(report: &Report<'_>, case: &Case<'_>) -> Option<Chart> {
    let parts = [
        (
            Indicator::StationsOfCoSite,
            Text::new("共址宏站", "co-sited macro stations"),
        ),
        (
            Indicator::StationsOfLowBand,
            Text::new("低频站", "low-band stations"),
        ),
        (
            Indicator::StationsOfIndoor,
            Text::new("室分站", "indoor systems"),
        ),
        (
            Indicator::StationsOfNewMacro,
            Text::new("新建宏站", "new macro stations"),
        ),
    ]
    .map(|(indicator, name)| Part {
        name,
        from: indicator,
        less: None,
    });
    let stock = Stock { report, case };
    let panel = stock.panel(
        ("5G基站", "5G base stations"),
        &parts,
        Tone::Public,
        Indicator::BaseStations,
    )?;
    let finding = both(|lang| stock.largest(&panel, lang));
    let what = Text::new("按类型的5G基站数量", "5G base stations by type");
    Some(stock.chart(
        ("stations_by_type", Indicator::BaseStations),
        finding,
        &what,
        vec![panel],
    ))
}

/// Above-scale enterprises that have started, by level and by size.
pub(super) fn enterprises_by_level(report: &Report<'_>, case: &Case<'_>) -> Option<Chart> {
    use Indicator as I;
    let steps = [
        (
            I::EnterprisesStarted,
            Some(I::EnterprisesLevel2),
            Text::new("一级", "level 1"),
        ),
        (
            I::EnterprisesLevel2,
            Some(I::EnterprisesLevel3),
            Text::new("二级", "level 2"),
        ),
        (
            I::EnterprisesLevel3,
            Some(I::EnterprisesLevel4),
            Text::new("三级", "level 3"),
        ),
        (I::EnterprisesLevel4, None, Text::new("四级", "level 4")),
    ]
    .map(|(from, less, name)| Part { name, from, less });
    let sizes = [
        (I::StartedSmall, Text::new("小型", "small")),
        (I::StartedMedium, Text::new("中型", "medium")),
        (I::StartedLarge, Text::new("大型", "large")),
    ]
    .map(|(from, name)| Part {
        name,
        from,
        less: None,
    });
    let stock = Stock { report, case };
    let started = Indicator::EnterprisesStarted;
    let by_level = stock.panel(("按数字化水平", "By level"), &steps, Tone::Steps, started)?;
    let by_size = stock.panel(("按企业规模", "By size"), &sizes, Tone::Public, started)?;
    let finding = both(|lang| stock.levels(&by_level, lang));
    let what = Text::new(
        "已开展智改数转的规上企业，按水平和规模",
        "Above-scale enterprises at level 1 or more, by level and size",
    );
    Some(stock.chart(
        ("enterprises_by_level", started),
        finding,
        &what,
        vec![by_level, by_size],
    ))
}

/// A part of a stock: an indicator, less another that is a part of it.
struct Part {
    name: Text,
    from: Indicator,
    less: Option<Indicator>,
}

#[derive(Clone, Copy)]
struct Stock<'a> {
    report: &'a Report<'a>,
    case: &'a Case<'a>,
}

impl Stock<'_> {
    fn years(self) -> Vec<Year> {
        (self.case.scenario.base_year..=self.case.scenario.end_year).collect()
    }

    fn spread(self, indicator: Indicator, year: Year) -> Option<Spread> {
        let row = self.case.summary.indicator(0, indicator.id(), year)?;
        Some(row.spread)
    }

    /// None unless every year of every part was simulated and there is something in the last one.
    fn panel(
        self,
        (zh, en): (&str, &str),
        parts: &[Part],
        tone: Tone,
        whole: Indicator,
    ) -> Option<StackedPanel> {
        let end = self.case.scenario.end_year;
        let values = |part: &Part| -> Option<Vec<f64>> {
            let of = |year| {
                let less = match part.less {
                    Some(less) => self.spread(less, year)?.mean,
                    None => 0.0,
                };
                // both means are rounded: what is nothing may come out a hair below it
                Some((self.spread(part.from, year)?.mean - less).max(0.0))
            };
            self.years().into_iter().map(of).collect()
        };
        let parts: Vec<StackedPart> = parts
            .iter()
            .map(|part| {
                Some(StackedPart {
                    name: part.name.clone(),
                    said: None,
                    values: values(part)?,
                })
            })
            .collect::<Option<_>>()?;
        let range = |year| self.spread(whole, year).map(|s| (s.p05, s.p95));
        let ranges = self.years().into_iter().map(range).collect::<Option<_>>()?;
        let any = parts
            .iter()
            .any(|part| part.values.iter().any(|v| *v > 0.0));
        any.then(|| StackedPanel {
            title: Text::new(zh, en),
            counted: Counted::Things(both(|lang| whole.row().unit.label(lang))),
            key: Text::new(format!("{end}年末（均值）"), format!("end of {end} (mean)")),
            tone,
            parts,
            ranges,
            target: self.target(whole),
        })
    }

    fn target(self, indicator: Indicator) -> Option<Target> {
        let targets = self.case.scenario.targets.iter();
        let target = targets
            .filter(|target| target.indicator == indicator.id() && target.card_goal)
            .max_by_key(|target| target.due_year)?;
        Some(target_line(target, &indicator.row().unit, 1.0))
    }

    /// Which type is most, and how its share changes from the base year to the last.
    fn largest(self, panel: &StackedPanel, lang: Lang) -> String {
        let (base, end) = (self.case.scenario.base_year, self.case.scenario.end_year);
        let at = panel.parts[0].values.len() - 1;
        let all = |year| panel.total(year);
        let mut largest = &panel.parts[0];
        for part in &panel.parts {
            if part.values[at] > largest.values[at] {
                largest = part;
            }
        }
        let share = |year: usize| largest.values[year] / all(year).max(1.0) * 100.0;
        let (name, before, after) = (largest.name.get(lang), share(0), share(at));
        let (low, high) = panel.ranges[at];
        let [total, low, high] = [all(at), low, high].map(|v| number(v, 0, lang));
        let under = phrases::under(self.case.scenario, lang);
        match lang {
            Lang::Zh => format!(
                "{under}，{end}年末5G基站均值{total}个（90%区间{low}至{high}），{name}最多，占{after:.0}%（{base}年末{before:.0}%）"
            ),
            Lang::En => format!(
                "{under}: {total} 5G base stations on average by the end of {end} (90% of runs: {low} to {high}), most of them {name}: {after:.0}% ({before:.0}% in {base})"
            ),
        }
    }

    /// How many are at level 3 or more, in the year the plan ends and in the last.
    fn levels(self, panel: &StackedPanel, lang: Lang) -> String {
        let (base, end) = (self.case.scenario.base_year, self.case.scenario.end_year);
        let at = panel.parts[0].values.len() - 1;
        let all = |year| panel.total(year);
        let high = |year: usize| {
            panel.parts[2..]
                .iter()
                .map(|part| part.values[year])
                .sum::<f64>()
        };
        let share = |year: usize| high(year) / all(year).max(1.0) * 100.0;
        let range = panel.ranges[at];
        let [before, after, low, most] =
            [all(0), all(at), range.0, range.1].map(|v| number(v, 0, lang));
        let (was, is) = (share(0), share(at));
        let under = phrases::under(self.case.scenario, lang);
        match lang {
            Lang::Zh => format!(
                "{under}，已开展智改数转的规上企业由{base}年末{before}家增至{end}年末{after}家（均值，90%区间{low}至{most}），达到三级以上的占比由{was:.0}%变为{is:.0}%"
            ),
            Lang::En => format!(
                "{under}: above-scale enterprises at level 1 or more go from {before} in {base} to {after} in {end} (mean; 90% of runs: {low} to {most}), those at level 3 or more from {was:.0}% to {is:.0}% of them"
            ),
        }
    }

    fn chart(
        self,
        (name, whole): (&str, Indicator),
        finding: Text,
        what: &Text,
        panels: Vec<StackedPanel>,
    ) -> Chart {
        let scenario = self.case.scenario;
        let (base, end) = (scenario.base_year, scenario.end_year);
        let means = |lang: Lang| {
            lang.pick(
                "各部分为各次模拟的均值，相加等于合计的均值；中位数不可相加，与其他图中的中位数略有出入",
                "Parts are means over the runs, which add up to the mean of the whole; medians do not, so the totals differ a little from the medians of other charts",
            )
        };
        let frame = Frame {
            finding,
            subtitle: both(|lang| {
                let (region, what) = (scenario.region.get(lang), what.get(lang));
                match lang {
                    Lang::Zh => format!("{what}，{region}，{base}—{end}年末，各次模拟的均值"),
                    Lang::En => {
                        format!("{what}, {region}, end of {base} to {end}, means over the runs")
                    }
                }
            }),
            source: both(|lang| {
                let base = analysis::base_grade(scenario, whole.id());
                let mut parts = vec![
                    lang.pick(
                        "来源：本次模拟（indicators.csv）",
                        "Source: the runs (indicators.csv)",
                    )
                    .to_owned(),
                ];
                parts.extend(phrases::grade(scenario, base, lang));
                parts.join(lang.pick("；", "; "))
            }),
            scenario: phrases::scenario(scenario),
            runs: phrases::runs(self.report),
            bands: Some(Text::new(
                "竖线为合计的90%区间，各部分为均值",
                "upright line: 90% of runs for the total; parts are means",
            )),
            caveat: None,
            alt: both(|lang| {
                let said: Vec<String> = panels
                    .iter()
                    .flat_map(|panel| &panel.parts)
                    .map(|part| {
                        let last = part.values.len() - 1;
                        let [first, last] = [0, last].map(|at| number(part.values[at], 0, lang));
                        let name = part.name.get(lang);
                        match lang {
                            Lang::Zh => format!("{name}由{first}到{last}"),
                            Lang::En => format!("{name} from {first} to {last}"),
                        }
                    })
                    .collect();
                match lang {
                    Lang::Zh => format!("堆积柱状图，{base}至{end}年末均值：{}。", said.join("，")),
                    Lang::En => format!(
                        "Stacked bars, means at the end of {base} and {end}: {}.",
                        said.join(", ")
                    ),
                }
            }),
            caption: both(|lang| {
                let (region, what) = (scenario.region.get(lang), what.get(lang));
                let name = scenario.name.get(lang);
                let what = match lang {
                    Lang::Zh => format!("{region}{what}（{name}）"),
                    Lang::En => format!("{what}, {region} ({name})"),
                };
                phrases::sentences([Some(what), Some(means(lang).to_owned())], lang)
            }),
        };
        Chart {
            name: name.to_owned(),
            figure: Figure::Stacked(Stacked {
                frame,
                years: self.years(),
                panels,
            }),
        }
    }
}
