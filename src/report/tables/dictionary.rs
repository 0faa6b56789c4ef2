//! What each column of the plain tables means: its Chinese header, its type and its unit, stated once for every table that
//! has it. Knows no values.

use crate::language::Lang;
use crate::report::Case;
use crate::scenario::Parameter;
use crate::scenario::draw::DrawnPath;
use crate::scenario::parameter::Dimension;

/// What the cells of a column hold, in the words of the Table Schema standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Year,
}

impl Kind {
    pub(in crate::report) const fn key(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Year => "year",
        }
    }
}

/// The meaning of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Meaning {
    pub(in crate::report) kind: Kind,
    /// Empty where the column has no unit.
    pub(in crate::report) unit: String,
    /// Chinese header.
    pub(in crate::report) zh: String,
    /// Description in English.
    pub(in crate::report) en: String,
}

/// Unit of columns whose unit differs by row and stands in the row's `unit` column.
const BY_ROW: &str = "see column unit";
const SHARE: &str = "share, 0 to 1";
const YUAN: &str = "yuan";

/// A row of the dictionary: the one table it is meant for (empty: any), header, type, unit, Chinese header, description.
type Entry = (
    &'static str,
    &'static str,
    Kind,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const DICTIONARY: &[Entry] = &[
    // what a row is about; what holds for one table only stands first
    ("ledger", "source", Kind::String, "", "资金来源", "Who pays"),
    ("ledger", "run", Kind::Integer, "", "模拟序号", "Number of the run, from 0"),
    ("attainment", "basis", Kind::String, "", "依据", "What the row rests on: denominator, grade of the base value, evidence, parameter that moves it most, condition"),
    ("variance", "variance", Kind::Number, "square of the indicator's unit", "方差", "Variance over runs"),
    ("attainment_differences", "difference", Kind::Number, SHARE, "概率之差", "Probability under the scenario less that under the baseline"),
    ("naive_forecast", "value", Kind::Number, BY_ROW, "外推值", "Base value with the last increment repeated up to the year"),
    ("drivers", "runs_low", Kind::Integer, "runs", "低值侧模拟数", "Runs with the parameter low"),
    ("drivers", "runs_high", Kind::Integer, "runs", "高值侧模拟数", "Runs with the parameter high"),
    ("drivers", "mean", Kind::Number, BY_ROW, "均值", "Mean of the indicator over the runs that low and high are seen against"),
    ("drivers", "difference", Kind::Number, BY_ROW, "均值之差", "mean_high less mean_low"),
    ("drivers", "difference_ci_low", Kind::Number, BY_ROW, "均值之差95%区间下限", "Lower end of the 95% interval of the difference of the means"),
    ("drivers", "difference_ci_high", Kind::Number, BY_ROW, "均值之差95%区间上限", "Upper end of the 95% interval of the difference of the means"),
    ("drivers", "stands_out", Kind::Boolean, "", "是否超出偶然", "Whether the effect is more than chance: by the interval of paired runs, by the rank correlation of runs at hand"),
    ("", "scenario", Kind::String, "", "情景", "Scenario: stem of its file"),
    ("", "baseline", Kind::String, "", "基准情景", "Scenario the row is compared with"),
    ("", "run", Kind::Integer, "", "模拟序号", "Number of the run, from 0"),
    ("", "region", Kind::String, "", "地区", "County code, or the English name of the whole place"),
    ("", "level", Kind::String, "", "层级", "total (the whole place) or county"),
    ("", "indicator", Kind::String, "", "指标", "Key of the indicator (see `dabiao list indicators`)"),
    ("", "year", Kind::Year, "", "年份", "Year; states are those of its end"),
    ("", "unit", Kind::String, "", "单位", "Unit of the row's values"),
    ("", "target", Kind::String, "", "目标", "Key of the target (see `dabiao list targets`)"),
    ("", "goal", Kind::String, "", "重点目标", "Key of a goal that charts show one by one"),
    ("", "parameter", Kind::String, "", "参数", "Key of the parameter (see `dabiao list parameters`)"),
    ("", "programme", Kind::String, "", "项目", "Key of the programme"),
    ("", "county", Kind::String, "", "区县", "County code; empty for a common pool"),
    ("", "name_zh", Kind::String, "", "中文名", "Chinese name"),
    ("", "name_en", Kind::String, "", "英文名", "English name"),
    ("", "population", Kind::Integer, "people", "常住人口", "Residents at the end of the base year"),
    ("", "source", Kind::String, "", "出处", "Where the value comes from"),
    ("", "grade", Kind::String, "", "等级", "A official, B derived or secondary, C judgement"),
    ("", "known_by", Kind::Year, "", "可知年份", "Year in which the value was knowable"),
    ("", "set", Kind::String, "", "目标范围", "assessed_targets or card_goals"),
    // targets
    ("", "comparator", Kind::String, "", "比较符", ">=, > or <="),
    ("", "threshold", Kind::Number, BY_ROW, "目标值", "The promised number"),
    ("", "due_year", Kind::Year, "", "到期年", "Year at whose end the target is due"),
    ("", "assessed", Kind::Boolean, "", "是否评估", "Whether a probability may be given"),
    ("", "probability", Kind::Number, SHARE, "达标概率", "Share of runs in which the target is met"),
    ("", "ci_low", Kind::Number, SHARE, "95%置信区间下限", "Lower end of the 95% interval (error of simulation only)"),
    ("", "ci_high", Kind::Number, SHARE, "95%置信区间上限", "Upper end of the 95% interval (error of simulation only)"),
    ("", "expected_shortfall", Kind::Number, BY_ROW, "平均缺口", "Mean over all runs of what is lacking at the due year"),
    ("", "first_year_p50", Kind::Year, "", "半数模拟达标的年份", "Year by which half of the runs have met it; empty if more than half never do"),
    ("", "required_per_year", Kind::Number, "see column unit, per year", "每年所需增量", "(threshold - median of the base year) / years left"),
    ("", "binding_limit", Kind::String, "", "制约因素", "What stopped it most often, with shares of runs, largest first"),
    ("", "targets", Kind::Integer, "", "目标个数", "Number of targets taken together"),
    // values over runs
    ("", "value", Kind::Number, BY_ROW, "数值", "Value"),
    ("", "runs", Kind::Integer, "", "模拟次数", "Number of runs with a value"),
    ("", "mean", Kind::Number, BY_ROW, "均值", "Mean over runs"),
    ("", "p05", Kind::Number, BY_ROW, "5%分位", "5% quantile over runs"),
    ("", "p25", Kind::Number, BY_ROW, "25%分位", "25% quantile over runs"),
    ("", "p50", Kind::Number, BY_ROW, "中位数", "Median over runs"),
    ("", "p75", Kind::Number, BY_ROW, "75%分位", "75% quantile over runs"),
    ("", "p95", Kind::Number, BY_ROW, "95%分位", "95% quantile over runs"),
    ("", "increment", Kind::Number, BY_ROW, "年增量", "Last observed yearly increment"),
    // differences, run by run
    ("", "difference_mean", Kind::Number, BY_ROW, "差值均值", "Mean of scenario less baseline"),
    ("", "difference_p05", Kind::Number, BY_ROW, "差值5%分位", "5% quantile of scenario less baseline"),
    ("", "difference_p50", Kind::Number, BY_ROW, "差值中位数", "Median of scenario less baseline"),
    ("", "difference_p95", Kind::Number, BY_ROW, "差值95%分位", "95% quantile of scenario less baseline"),
    ("", "gained", Kind::Integer, "runs", "转为达标的模拟数", "Runs that meet the target only under the scenario"),
    ("", "lost", Kind::Integer, "runs", "转为不达标的模拟数", "Runs that meet the target only under the baseline"),
    // ledger
    ("", "appropriated", Kind::Number, YUAN, "当年预算(元)", "Budgeted this year"),
    ("", "transferred_in", Kind::Number, YUAN, "转入(元)", "Moved here from the pool (negative in the pool's own row)"),
    ("", "carried_in", Kind::Number, YUAN, "上年结转(元)", "Last year's carry-over and commitments"),
    ("", "recovered", Kind::Number, YUAN, "收回(元)", "Paid money clawed back"),
    ("", "spent", Kind::Number, YUAN, "支出(元)", "Paid out"),
    ("", "committed", Kind::Number, YUAN, "已承诺未付(元)", "Promised and unpaid at the year's end"),
    ("", "carried_over", Kind::Number, YUAN, "结转下年(元)", "Free money carried over"),
    ("", "lapsed", Kind::Number, YUAN, "收回财政(元)", "Free money returned"),
    // what the briefing says
    ("sentences", "number", Kind::Integer, "", "编号", "The raised number in the briefing"),
    ("sentences", "file", Kind::String, "", "文件", "The file that the sentence's number stands in"),
    ("sentences", "row", Kind::String, "", "行", "Cells that name the row, in the order of the file's columns; of a JSON file, the keys"),
    ("sentences", "sentence", Kind::String, "", "句子", "What the briefing says"),
    // what moves a goal
    ("", "runs_low", Kind::Integer, "runs", "低值组模拟数", "Runs in the parameter's lowest third"),
    ("", "runs_high", Kind::Integer, "runs", "高值组模拟数", "Runs in the parameter's highest third"),
    ("", "probability_low", Kind::Number, SHARE, "低值组达标概率", "Probability in the lowest third"),
    ("", "probability_high", Kind::Number, SHARE, "高值组达标概率", "Probability in the highest third"),
    ("", "difference_ci_low", Kind::Number, SHARE, "概率差95%区间下限", "Lower end of the 95% interval of the difference in probability"),
    ("", "difference_ci_high", Kind::Number, SHARE, "概率差95%区间上限", "Upper end of the 95% interval of the difference in probability"),
    ("", "p50_low", Kind::Number, "unit of the goal's indicator", "低值组中位数", "Median in the lowest third"),
    ("", "p50_high", Kind::Number, "unit of the goal's indicator", "高值组中位数", "Median in the highest third"),
    ("", "rank_correlation", Kind::Number, "-1 to 1", "秩相关系数", "Rank correlation with the goal's indicator at the due year"),
    ("", "stands_out", Kind::Boolean, "", "是否突出", "Whether the difference is more than chance"),
    ("", "method", Kind::String, "", "比较方法", "paired (the same dice with the parameter alone held low and high) or at_hand (tenths of the runs at hand)"),
    ("", "value_low", Kind::Number, "the parameter's: yuan, fraction, months, metres", "参数低值", "The parameter low: its 10% quantile, or the most of the lowest tenth"),
    ("", "value_high", Kind::Number, "the parameter's: yuan, fraction, months, metres", "参数高值", "The parameter high: its 90% quantile, or the least of the highest tenth"),
    ("", "mean_low", Kind::Number, BY_ROW, "低值侧均值", "Mean of the indicator with the parameter low"),
    ("", "mean_high", Kind::Number, BY_ROW, "高值侧均值", "Mean of the indicator with the parameter high"),
    ("", "certain", Kind::Boolean, "", "能否断定", "Whether it stands out and the interval of the difference leaves out 0: only such a parameter is named by a chart's title"),
    ("", "pairs", Kind::Integer, "", "配对数", "Pairs of runs with the same parameters and other events"),
    ("", "share_parameters_and_base", Kind::Number, SHARE, "参数与基期占比", "Share of variance from parameters and base state"),
    ("", "share_events", Kind::Number, SHARE, "随机事件占比", "Share of variance from events"),
];

/// What column `header` of `table` (without `.csv`) means; none if nobody has said so.
pub(in crate::report) fn meaning(table: &str, header: &str, cases: &[Case<'_>]) -> Option<Meaning> {
    let stated = DICTIONARY
        .iter()
        .find(|entry| entry.1 == header && (entry.0.is_empty() || entry.0 == table))
        .map(|&(_, _, kind, unit, zh, en)| Meaning {
            kind,
            unit: unit.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
        });
    if stated.is_some() || table != "runs" {
        return stated;
    }
    drawn(header)
        .or_else(|| path(header))
        .or_else(|| due_value(header, cases))
}

/// A parameter drawn for a run.
fn drawn(header: &str) -> Option<Meaning> {
    let row = Parameter::from_key(header)?.row();
    let unit = match row.dimension {
        Dimension::Money => YUAN,
        Dimension::Share => SHARE,
        Dimension::Rate => "fraction per year",
        Dimension::Ratio => "",
        Dimension::Months => "months",
        Dimension::Length => "metres",
        Dimension::Count => "count",
    };
    Some(Meaning {
        kind: Kind::Number,
        unit: unit.to_owned(),
        zh: row.zh.to_owned(),
        en: row.en.to_owned(),
    })
}

/// A year of a drawn path: `station_price_path_2025`.
fn path(header: &str) -> Option<Meaning> {
    let (key, year) = header.rsplit_once('_')?;
    let path = DrawnPath::ALL.into_iter().find(|path| path.key() == key)?;
    Some(Meaning {
        kind: Kind::Number,
        unit: "logarithm of a ratio".to_owned(),
        zh: format!(
            "{}（{year}年，对情景自身走势的对数偏差）",
            path.label(Lang::Zh)
        ),
        en: format!(
            "{}, {year}: logarithm of the deviation from the scenario's own path",
            path.label(Lang::En)
        ),
    })
}

/// An indicator of the whole place at a due year: `base_stations_2025`.
fn due_value(header: &str, cases: &[Case<'_>]) -> Option<Meaning> {
    let (key, year) = header.rsplit_once('_')?;
    let indicators = cases.first()?.scenario.indicators();
    let row = indicators.into_iter().find(|row| row.key == key)?;
    Some(Meaning {
        kind: Kind::Number,
        unit: row.unit.key(),
        zh: format!("{}（{year}年末）", row.name.zh),
        en: format!("{}, end of {year}", row.name.en),
    })
}
