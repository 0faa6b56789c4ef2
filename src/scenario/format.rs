//! The keys of a scenario file, each said once: what it means, what may stand there, whether it must. The checks, the
//! schema and the documentation are made from this.

use super::Parameter;
use super::parameter::Dimension;
use super::shape::{Field, Ids, Shape, optional, required};
use crate::indicator::Indicator;
use crate::policy::{Allocation, Funder, Instrument, Supports};
use crate::quantity::Measure;

/// The newest version of the format this program reads.
pub(super) const SCHEMA_VERSION: i64 = 1;

/// Largest amount of money a scenario may state, in yuan.
const MOST_YUAN: f64 = 1.0e15;
const MONEY: Shape = Shape::Quantity(Measure::Money, 0.0, MOST_YUAN);
const SHARE: Shape = Shape::Quantity(Measure::Share, 0.0, 1.0);
const YEAR: Shape = Shape::Integer(1990, 2100);
const SEED: Shape = Shape::Integer(0, i64::MAX);
/// A name, a path or a sentence.
pub(super) const SHORT: Shape = Shape::Text(200);
const LONG: Shape = Shape::Text(4000);

/// A whole scenario.
pub(super) fn scenario() -> Shape {
    Shape::Record(vec![
        required("schema_version", Shape::Integer(1, 1_000_000), "格式版本", "version of the format"),
        optional("extends", SHORT, "所继承的情景文件(相对路径)", "the scenario this one changes (relative path)"),
        optional("remove", Shape::List(Box::new(SHORT), 1000), "删去上级情景的条目，如 programmes.x", "entries of the parent to delete, such as programmes.x"),
        required("name", text(), "情景名称", "name of the scenario"),
        required("description", long_text(), "情景说明", "what the scenario assumes"),
        required("region", text(), "地区名称", "name of the place"),
        required("origin", words(&["plan", "illustrative"]), "plan 为规划，illustrative 为示意", "plan, or illustrative where base values are supplied"),
        required("base_year", YEAR, "基期年", "the state at the end of this year is given"),
        required("end_year", YEAR, "末年", "last simulated year"),
        required("population_seed", SEED, "合成地区用的随机种子", "seed of places, candidates and enterprises"),
        required("seed", SEED, "模拟用的随机种子", "seed of the runs"),
        required("runs", Shape::Integer(1, 1_000_000), "模拟次数", "number of runs"),
        optional("weight", Shape::Integer(1, 100_000), "每个个体代表的数量", "how many real ones an entity stands for"),
        optional(
            "bands",
            Shape::Record(vec![
                required("likely", SHARE, "不低于此为很可能", "from here on: likely"),
                required("unlikely", SHARE, "低于此为不太可能", "below: unlikely"),
            ]),
            "概率用语的界限",
            "probability bands of the words",
        ),
        optional("gigabit_coverage", words(&["nominal", "passed", "usable"]), "千兆光网覆盖率的口径", "meaning of gigabit_coverage"),
        required(
            "action_plan",
            Shape::Record(vec![
                required("first", YEAR, "首年", "first year"),
                required("last", YEAR, "末年", "last year"),
            ]),
            "三年行动计划年份",
            "years of the enterprises' action plan",
        ),
        required("places", places(), "县(市、区)", "counties"),
        required(
            "national",
            Shape::Record(with_source(vec![
                required("capex", by_year(Shape::Quantity(Measure::Money, 1.0, MOST_YUAN)), "全国5G投资", "national 5G capex by year"),
                required("stations", by_year(count(1.0, 1.0e9)), "全国5G基站数", "national 5G stations at year's ends"),
            ])),
            "全国序列",
            "national series",
        ),
        required("parameters", parameters(), "模型参数", "parameters of the model"),
        optional(
            "funds",
            by_id(Shape::Record(with_source(vec![
                required("amount", money_by_year(), "每年金额", "amount a year"),
                optional("scaled_by", parameter_key(), "所乘的参数", "parameter it is multiplied by"),
            ]))),
            "多个项目共用的资金",
            "pots that several programmes draw on",
        ),
        required("programmes", by_id(programme()), "资金项目", "funding lines"),
        optional("cultivation", by_id(item()), "培育认定", "cultivated items"),
        optional(
            "planned_nodes",
            by_id(Shape::Record(with_source(vec![
                required("name", text(), "名称", "name"),
                required("chain", Shape::Integer(1, 200), "产业链序号(从1起)", "industry chain, from 1"),
                required("year", YEAR, "申报年", "year of the proposal"),
            ]))),
            "已规划的二级节点",
            "nodes already planned",
        ),
        required("targets", by_id(target()), "目标", "targets"),
        optional(
            "observed",
            Shape::Record(vec![required("file", SHORT, "观测值表(CSV)", "table of observed values (CSV)")]),
            "观测值",
            "observed values",
        ),
    ])
}

/// The keys that say where numbers come from.
fn with_source(mut fields: Vec<Field>) -> Vec<Field> {
    fields.push(required(
        "source",
        Shape::Text(1000),
        "来源",
        "source in words",
    ));
    fields.push(required(
        "grade",
        words(&["A", "B", "C"]),
        "等级: A 官方, B 推算或二手, C 判断",
        "grade: A official, B derived, C judgement",
    ));
    fields.push(required(
        "known_by",
        YEAR,
        "何年可知",
        "year in which it was knowable",
    ));
    fields
}

fn places() -> Shape {
    Shape::Record(with_source(vec![
        optional("file", SHORT, "县区表(CSV)", "table of counties (CSV)"),
        optional("counties", Shape::ById(Box::new(county()), Ids::Code), "县区，按代码", "counties by code"),
        optional("reference_year", YEAR, "人口、户数所属年份", "year of population and households"),
    ]))
}

/// A county; a table's columns are read into the same keys.
pub(super) fn county() -> Shape {
    Shape::Record(vec![
        required("name", text(), "名称", "name"),
        required("population", Shape::Integer(1, 2_000_000_000), "常住人口", "residents"),
        required("households", Shape::Integer(1, 1_000_000_000), "户数", "households"),
        required("area_km2", count(0.01, 2.0e7), "陆地面积(平方公里)", "land area in square kilometres"),
        required("urban_share", SHARE, "城镇化率", "share of residents who are urban"),
        required("gdp", Shape::Quantity(Measure::Money, 1.0, MOST_YUAN), "地区生产总值", "gross domestic product"),
        required("above_scale_enterprises", Shape::Integer(0, 10_000_000), "规上工业企业数", "industrial enterprises above designated size"),
        required("communities", Shape::Integer(1, 1_000_000), "社区和行政村数", "residential communities and villages"),
        optional("stations", by_year(count(0.0, 1.0e9)), "历年5G基站数", "5G stations by year"),
        optional("tile", Shape::List(Box::new(Shape::Integer(-1000, 1000)), 2), "示意图的列和行", "column and row in the schematic map"),
        optional("peer_group", SHORT, "示范效应的同组名", "peers count across counties of one group"),
    ])
}

fn parameters() -> Shape {
    let fields = Parameter::ALL.iter().map(|p| {
        let row = p.row();
        required(row.key, parameter(*p), row.zh, row.en)
    });
    Shape::Record(fields.collect())
}

/// A parameter's value and spread.
fn parameter(parameter: Parameter) -> Shape {
    let row = parameter.row();
    let (low, high) = row.range;
    let value = || Shape::Quantity(measure(row.dimension), low, high);
    Shape::Record(with_source(vec![
        required("value", value(), "基准值(众数)", "base value (the mode)"),
        optional("low", value(), "下限", "low end"),
        optional("high", value(), "上限", "high end"),
        optional("distribution", words(&["fixed", "triangular", "uniform", "lognormal", "discrete"]), "分布", "distribution"),
        optional(
            "outcomes",
            Shape::List(
                Box::new(Shape::Record(vec![
                    required("value", value(), "值", "value"),
                    required("probability", SHARE, "概率", "probability"),
                ])),
                100,
            ),
            "离散分布的取值",
            "values of a discrete distribution",
        ),
    ]))
}

/// How a dimension is written.
pub(super) const fn measure(dimension: Dimension) -> Measure {
    dimension.measure()
}

fn programme() -> Shape {
    Shape::Record(with_source(vec![
        required("name", text(), "名称", "name"),
        required("funder", Shape::Choice(Funder::ALL.iter().map(|f| f.key()).collect()), "出资方", "who pays"),
        required("instrument", Shape::Choice(Instrument::catalogue() .iter() .map(|(key, _)| *key) .collect()),
            "政策工具",
            "how it pays",
        ),
        required("supports", Shape::Choice(Supports::ALL.iter().map(|s| s.key()).collect()), "支持对象", "what it pays for"),
        optional("filter", filter(), "限定条件", "for whom"),
        optional("fund", SHORT, "所用资金(funds 的编号)", "the fund it draws on"),
        optional("share", SHARE, "占该资金的比重", "its share of the fund"),
        optional("amount", money_by_year(), "每年金额", "amount a year"),
        optional("scaled_by", parameter_key(), "金额所乘的参数", "parameter the amount is multiplied by"),
        optional("envelope", either_by_year(Shape::Quantity(Measure::Share, 0.0, 100.0)), "延续基期投资的系数", "factor on the continued base-year envelope"),
        optional("rate", SHARE, "补助比例", "share of the cost that is paid"),
        optional("cap", MONEY, "单个项目上限", "most that one project gets"),
        optional("unit_price", MONEY, "单价", "price of one"),
        optional("award", MONEY, "每项奖励", "award for one recognition"),
        optional("interest", Shape::Quantity(Measure::Rate, 0.0, 1.0), "贴息率", "subsidised interest a year"),
        optional("loan_share", SHARE, "贷款占投资比重", "share of the cost that is borrowed"),
        optional("years", Shape::Integer(1, 30), "贴息年数", "years of interest"),
        optional("allocation", allocation(), "县区分配方式", "how money is shared over counties"),
        optional("order", words(&["lot", "smallest_first", "largest_first", "diagnosed_first"]), "先后次序", "order of applicants"),
        optional(
            "match",
            Shape::Record(vec![
                required("ratio", count(0.0, 100.0), "每元配套", "county money per 1 of programme money"),
                required("from", SHORT, "出配套资金的县级项目", "the county programme that pays it"),
            ]),
            "县级配套",
            "match by the county",
        ),
        optional("carry_over", SHARE, "结转比例", "share that is carried over"),
        optional("first_year", YEAR, "首年", "first year with money"),
        optional("last_year", YEAR, "末年", "last year with money"),
        optional("payment_lag", Shape::Quantity(Measure::Years, 0.0, 20.0), "付款滞后", "years from trigger to payment"),
    ]))
}

fn filter() -> Shape {
    let list = |shape: Shape| Shape::List(Box::new(shape), 1000);
    Shape::Record(vec![
        optional("counties", list(SHORT), "县区代码", "codes of counties"),
        optional("areas", list(words(&["urban", "town", "rural"])), "社区类别", "classes of community"),
        optional("station_types", list(words(&["new_macro", "co_site_macro", "low_band", "indoor"])), "基站类型", "station types"),
        optional("sizes", list(words(&["below_scale", "small", "medium", "large"])), "企业规模", "enterprise sizes"),
        optional("chains", list(Shape::Integer(1, 200)), "产业链序号(从1起)", "industry chains, from 1"),
        optional("levels", list(Shape::Integer(1, 4)), "升至的等级", "levels risen to"),
        optional("items", list(SHORT), "培育事项编号", "cultivated items"),
    ])
}

fn allocation() -> Shape {
    let plain = Allocation::KEYS
        .into_iter()
        .filter(|key| *key != "fixed_shares");
    let fixed = Shape::Record(vec![required("fixed_shares", Shape::ById(Box::new(SHARE), Ids::Code), "各县区比重", "shares by county code")]);
    Shape::Either(Box::new(Shape::Choice(plain.collect())), Box::new(fixed))
}

fn item() -> Shape {
    let effect = || count(0.0, 100.0);
    Shape::Record(with_source(vec![
        required("name", text(), "名称", "name"),
        required("unit", text(), "量词", "measure word and noun"),
        required("pool", Shape::Integer(1, 1_000_000), "培育对象数", "candidates in the pool"),
        optional("base", Shape::Integer(0, 1_000_000), "基期已认定数", "recognised at the end of the base year"),
        required("quota", Shape::Integer(0, 1_000_000), "每年认定上限", "most recognitions a year"),
        optional(
            "drivers",
            Shape::Record(vec![
                optional("money", effect(), "资金", "money on offer"),
                optional("digital", effect(), "数字化", "enterprises at level 2 or more"),
                optional("coverage", effect(), "千兆覆盖", "usable gigabit coverage"),
            ]),
            "促进因素",
            "what makes candidates ripen faster",
        ),
        required("evidence", evidence(), "基期证据", "what is known of the base value"),
    ]))
}

fn target() -> Shape {
    Shape::Record(with_source(vec![
        required("name", text(), "名称", "name"),
        required("indicator", Shape::Name(indicators()), "指标", "indicator"),
        required("comparator", words(&[">=", ">", "<="]), "比较", "which way"),
        required("value", Shape::AnyQuantity, "目标值", "the number, in the indicator's unit"),
        required("year", YEAR, "到期年", "year at whose end it is due"),
        required("precision", Shape::AnyQuantity, "比较前四舍五入到", "values are rounded to a multiple of this"),
        required("evidence", evidence(), "基期证据，决定是否评估", "what is known of the base value; decides whether it is assessed"),
        optional("origin", words(&["plan", "scenario"]), "由规划还是情景提出", "set by the plan or by the scenario"),
        optional("card_goal", Shape::Flag, "是否重点目标", "whether charts show it one by one"),
        optional("clause", SHORT, "规划条款", "clause of the plan"),
        optional("order", Shape::Integer(0, 10_000), "排列次序", "order in tables"),
    ]))
}

/// Built-in indicators; a scenario's cultivated items are indicators too.
fn indicators() -> Vec<String> {
    let built_in = Indicator::ALL.iter().map(|i| i.row().key);
    built_in.chain(["gigabit_coverage".to_owned()]).collect()
}

fn evidence() -> Shape {
    words(&["published", "estimate", "supplied", "circular", "none"])
}

fn text() -> Shape {
    bilingual(SHORT)
}

fn long_text() -> Shape {
    bilingual(LONG)
}

fn bilingual(shape: Shape) -> Shape {
    Shape::Record(vec![
        required("zh", shape.clone(), "中文", "Chinese"),
        required("en", shape, "英文", "English"),
    ])
}

fn words(words: &[&'static str]) -> Shape {
    Shape::Choice(words.to_vec())
}

fn count(low: f64, high: f64) -> Shape {
    Shape::Quantity(Measure::Number, low, high)
}

fn by_id(shape: Shape) -> Shape {
    Shape::ById(Box::new(shape), Ids::Name)
}

fn by_year(shape: Shape) -> Shape {
    Shape::ById(Box::new(shape), Ids::Year)
}

fn either_by_year(shape: Shape) -> Shape {
    Shape::Either(Box::new(shape.clone()), Box::new(by_year(shape)))
}

fn money_by_year() -> Shape {
    either_by_year(MONEY)
}

fn parameter_key() -> Shape {
    Shape::Choice(Parameter::ALL.iter().map(|p| p.row().key).collect())
}
