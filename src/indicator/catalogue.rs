//! The catalogue: one row an indicator. Cultivated items of a scenario are added behind the built-in ones.

use crate::language::{Lang, Text};

/// The unit an indicator is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Per cent, 0 to 100.
    Percent,
    /// Per cent a year.
    PercentPerYear,
    /// Yuan.
    Yuan,
    /// A count, with its noun: Chinese measure word and English noun.
    Count(Text),
    /// Things per 10 000 people, with the noun.
    Per10k(Text),
}

impl Unit {
    /// The English unit of machine-readable files.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Percent => "%".to_owned(),
            Self::PercentPerYear => "%/year".to_owned(),
            Self::Yuan => "yuan".to_owned(),
            Self::Count(noun) => noun.en.clone(),
            Self::Per10k(noun) => format!("{} per 10000 people", noun.en),
        }
    }

    /// The unit for people.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Percent => "%".to_owned(),
            Self::PercentPerYear => lang.pick("%/年", "%/year").to_owned(),
            Self::Yuan => lang.pick("元", "yuan").to_owned(),
            Self::Count(noun) => noun.get(lang).to_owned(),
            Self::Per10k(noun) => match lang {
                Lang::Zh => format!("{}/万人", noun.zh),
                Lang::En => format!("{} per 10,000 people", noun.en),
            },
        }
    }
}

/// Place of an indicator in a run's rows: built-in ones first, then the scenario's cultivated items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub u16);

impl IndicatorId {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of cultivated item `item`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the catalogue has some eighty rows"
    )]
    pub const fn cultivated(item: u16) -> Self {
        Self(Indicator::ALL.len() as u16 + item)
    }
}

/// One row of the catalogue as a scenario sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorRow {
    /// Stable key in files.
    pub key: String,
    /// Name for people.
    pub name: Text,
    /// Unit.
    pub unit: Unit,
    /// Whether counties have values too.
    pub by_county: bool,
    /// Whether it is a flow of the year (else a state at the year's end). A flow has no base-year value.
    pub yearly: bool,
    /// How it is computed, as short as `docs/model.md` says it.
    pub formula: Text,
}

macro_rules! unit {
    (percent) => {
        Unit::Percent
    };
    (growth) => {
        Unit::PercentPerYear
    };
    (yuan) => {
        Unit::Yuan
    };
    (count $zh:literal $en:literal) => {
        Unit::Count(Text::new($zh, $en))
    };
    (per10k $zh:literal $en:literal) => {
        Unit::Per10k(Text::new($zh, $en))
    };
}

macro_rules! indicators {
    ($($variant:ident $key:literal $county:ident $kind:ident [$($unit:tt)+] $zh:literal $en:literal = $formula_zh:literal $formula_en:literal;)*) => {
        /// A built-in indicator.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Indicator { $(#[doc = $en] $variant,)* }

        impl Indicator {
            /// Every built-in indicator, in catalogue order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its row.
            #[must_use]
            pub fn row(self) -> IndicatorRow {
                match self {
                    $(Self::$variant => IndicatorRow {
                        key: $key.to_owned(),
                        name: Text::new($zh, $en),
                        unit: unit!($($unit)+),
                        by_county: indicators!(@county $county),
                        yearly: indicators!(@kind $kind),
                        formula: Text::new($formula_zh, $formula_en),
                    },)*
                }
            }
        }
    };
    (@county county) => { true };
    (@county total) => { false };
    (@kind state) => { false };
    (@kind flow) => { true };
}

indicators! {
    Population "population" county state [count "人" "people"] "常住人口" "Resident population"
        = "上年末人口 ×（1 + 常住人口年增长率），各区县相加" "last year's residents × (1 + population_growth), summed over counties";
    BaseStations "base_stations" county state [count "个" "stations"] "5G基站数量" "5G base stations"
        = "上年末在网数 + 当年开通 − 当年拆除" "on air last year + put into service − removed";
    StationsAdded "stations_added" county flow [count "个" "stations"] "当年新增5G基站" "5G base stations added in the year"
        = "本年末基站数 − 上年末基站数" "stations at this year's end − at last year's end";
    StationsPer10k "stations_per_10k" county state [per10k "个" "stations"] "每万人拥有5G基站数" "5G base stations per 10,000 people"
        = "基站数 ÷ 常住人口 × 1万" "stations ÷ residents × 10,000";
    PopulationCoverage "population_coverage" county state [percent] "5G人口覆盖率" "5G population coverage"
        = "Σ 社区人口 × (1 − exp(−n/d)) ÷ Σ 社区人口，n 为社区基站数，d 为覆盖63%所需的基站数" "Σ people (1 − exp(−n/d)) ÷ Σ people over communities, n their stations, d the stations for 63 % coverage";
    VillagesCovered "villages_with_5g" county state [percent] "行政村5G通达率" "Villages with 5G"
        = "至少有一个基站的行政村 ÷ 行政村总数" "villages with a station or more ÷ all villages";
    StationInvestment "station_investment" county flow [yuan] "当年5G建设投资" "5G capital spent in the year"
        = "当年支付的5G建设资金（各出资方合计）" "capital paid for stations in the year, by all funders";
    PoolLeft "pool_left" county state [count "个" "sites"] "剩余候选站址" "Candidate sites left"
        = "还未建站的候选站址数" "candidate sites that have no station yet";
    StationsOfNewMacro "stations_new_macro" total state [count "个" "stations"] "新建宏站" "New macro stations"
        = "在网基站中的新建宏站" "stations on air that are new macro sites";
    StationsOfCoSite "stations_co_site_macro" total state [count "个" "stations"] "共址宏站" "Co-sited macro stations"
        = "在网基站中的共址宏站" "stations on air that are co-sited macro stations";
    StationsOfLowBand "stations_low_band" total state [count "个" "stations"] "低频站" "Low-band stations"
        = "在网基站中的低频站" "stations on air that are low-band";
    StationsOfIndoor "stations_indoor" total state [count "个" "stations"] "室分站" "Indoor systems"
        = "在网基站中的室分站" "stations on air that are indoor systems";
    GigabitPassed "gigabit_coverage_passed" county state [percent] "千兆光网通达率" "Households passed by gigabit"
        = "已通达社区的住户 ÷ 全部住户" "households in capable communities ÷ households";
    GigabitPassedUrban "gigabit_coverage_passed_urban" county state [percent] "城镇千兆光网通达率" "Urban households passed by gigabit"
        = "同上，只计城镇住户" "the same of urban households";
    GigabitUsable "gigabit_coverage_usable" county state [percent] "千兆光网可用率" "Households with usable gigabit"
        = "已通达且ODN就绪社区的住户 ÷ 全部住户" "households in capable and ready communities ÷ households";
    GigabitUsableUrban "gigabit_coverage_usable_urban" county state [percent] "城镇千兆光网可用率" "Urban households with usable gigabit"
        = "同上，只计城镇住户" "the same of urban households";
    GigabitNominal "gigabit_coverage_nominal" total state [percent] "千兆光网名义覆盖率" "Nominal gigabit coverage (port capability)"
        = "端口数 × 每端口覆盖户数 ÷ 全部住户，可超过100%" "ports × homes per port ÷ households; may pass 100 %";
    GigabitNominalUrban "gigabit_coverage_nominal_urban" total state [percent] "城镇千兆光网名义覆盖率" "Nominal gigabit coverage, urban"
        = "同上，只计城镇端口和住户" "the same of urban ports and households";
    PonPorts "pon_ports" total state [count "个" "ports"] "10G-PON及以上端口" "10G-PON and above ports"
        = "上年末端口数 + 当年建成社区所配端口 + 更新端口" "ports last year + those of communities built + renewed ones";
    PonPortShare "pon_port_share" total state [percent] "10G-PON端口占比" "Share of 10G-PON ports"
        = "端口数 ÷（每户PON端口存量 × 全部住户）" "ports ÷ (pon_park × households)";
    PonPortsSpare "pon_ports_spare" total state [count "个" "ports"] "富余端口" "Ports beyond need"
        = "端口数 − 全部住户 ÷ 每端口覆盖户数，不低于0" "ports − households ÷ homes per port, at least 0";
    GigabitSubscribers "gigabit_subscribers" total state [count "户" "households"] "千兆宽带用户" "Gigabit subscribers"
        = "上年末用户 + 增量；增量 n_t = φ n_(t−1)，不超过可用住户" "last year's subscribers + n_t, n_t = φ n_(t−1), at most the usable households";
    GigabitInvestment "gigabit_investment" county flow [yuan] "当年千兆投资" "Gigabit capital spent in the year"
        = "当年支付的千兆接入和ODN改造资金（各出资方合计）" "capital paid for access and readiness in the year, by all funders";
    SecondaryNodes "secondary_nodes" total state [count "个" "nodes"] "工业互联网标识解析二级节点(累计)" "Identifier-resolution secondary nodes (cumulative)"
        = "基期节点数 + 此后上线运行的节点数" "nodes of the base year + nodes that came into operation since";
    NodesInPipeline "nodes_in_pipeline" total state [count "个" "nodes"] "在建二级节点" "Secondary nodes under way"
        = "已申报、未上线、未失败的节点数" "nodes proposed, neither operating nor lost";
    ConnectedEnterprises "connected_enterprises" county state [count "家" "enterprises"] "接入企业" "Connected enterprises"
        = "基期接入数 + 此后接入数；每年接入概率 1 − exp(−年接入率)" "connected in the base year + since; yearly chance 1 − exp(−rate of the level)";
    IdentifiersRegistered "identifiers_registered" total state [count "个" "identifiers"] "标识注册量" "Identifiers registered"
        = "Σ 接入企业的标识量，随接入年数按逻辑曲线增长，三年达到每企业标识注册量" "Σ over connected enterprises of a logistic in years since connection, at 3 identifiers_per_enterprise";
    EnterprisesStarted "enterprises_started" county state [count "家" "enterprises"] "已开展智改数转的规上企业" "Above-scale enterprises at level 1 or more"
        = "一级以上规上企业数；未起步者每年起步概率 1 − exp(−(pφ + qF))" "above-scale enterprises at level 1 or more; a yearly chance 1 − exp(−(pφ + qF)) to start";
    EnterprisesStartedShare "enterprises_started_share" county state [percent] "规上企业智改数转覆盖面" "Share of above-scale enterprises at level 1 or more"
        = "已开展改造的规上企业 ÷ 规上企业总数" "started above-scale enterprises ÷ above-scale enterprises";
    EnterprisesLevel2 "enterprises_level_2" county state [count "家" "enterprises"] "数字化水平二级以上规上企业" "Above-scale enterprises at level 2 or more"
        = "二级以上规上企业数；每年至多升一级" "above-scale enterprises at level 2 or more; at most one level a year";
    EnterprisesLevel3 "enterprises_level_3" county state [count "家" "enterprises"] "数字化水平三级以上规上企业" "Above-scale enterprises at level 3 or more"
        = "三级以上规上企业数" "above-scale enterprises at level 3 or more";
    EnterprisesLevel4 "enterprises_level_4" county state [count "家" "enterprises"] "数字化水平四级规上企业" "Above-scale enterprises at level 4"
        = "四级规上企业数" "above-scale enterprises at level 4";
    EnterprisesDiagnosed "enterprises_diagnosed" county state [count "家" "enterprises"] "已诊断规上企业" "Above-scale enterprises diagnosed"
        = "基期已诊断数 + 此后由资金项目诊断的规上企业数" "diagnosed in the base year + diagnosed by programmes since";
    StartsInYear "enterprise_starts" county flow [count "家" "enterprises"] "当年新开展改造企业" "Enterprises that started in the year (all sizes)"
        = "当年由零级升为一级的企业数（含规下）" "enterprises that went from level 0 to 1 in the year, of all sizes";
    StartedLarge "enterprises_started_large" total state [count "家" "enterprises"] "已改造大型企业" "Large enterprises at level 1 or more"
        = "一级以上大型企业数" "large enterprises at level 1 or more";
    StartedMedium "enterprises_started_medium" total state [count "家" "enterprises"] "已改造中型企业" "Medium enterprises at level 1 or more"
        = "一级以上中型企业数" "medium enterprises at level 1 or more";
    StartedSmall "enterprises_started_small" total state [count "家" "enterprises"] "已改造小型企业" "Small enterprises at level 1 or more"
        = "一级以上小型规上企业数" "small above-scale enterprises at level 1 or more";
    StartedBelowScale "enterprises_started_below_scale" county state [count "家" "enterprises"] "已改造规下企业" "Below-scale enterprises at level 1 or more"
        = "一级以上规下企业数" "below-scale enterprises at level 1 or more";
    OnlineSales "online_sales" total state [yuan] "四上企业网站或APP销售额" "Online sales of above-designated-size enterprises"
        = "V_0 ι (M_t/M_0)(1+g)^t + V_0 (1−ι)(1+r)^t，M 为按等级网上占比加权的营业收入" "V_0 ι (M_t/M_0)(1+g)^t + V_0 (1−ι)(1+r)^t, M turnover weighed by the online share of its level";
    OnlineSalesGrowth "online_sales_growth" total flow [growth] "四上企业网站或APP销售额年均增长" "Average yearly growth of online sales"
        = "(V_t ÷ V_0)^(1/t) − 1" "(V_t ÷ V_0)^(1/t) − 1";
    OnlinePurchases "online_purchases" total state [yuan] "四上企业网站或APP采购额" "Online purchases of above-designated-size enterprises"
        = "V_0 ι (M_t/M_0)(1+g)^t + V_0 (1−ι)(1+r)^t，以采购额为基期值" "V_0 ι (M_t/M_0)(1+g)^t + V_0 (1−ι)(1+r)^t, with purchases as the base";
    OnlinePurchasesGrowth "online_purchases_growth" total flow [growth] "四上企业网站或APP采购额年均增长" "Average yearly growth of online purchases"
        = "(V_t ÷ V_0)^(1/t) − 1" "(V_t ÷ V_0)^(1/t) − 1";
    PublicSpending "public_spending" county flow [yuan] "当年财政支出" "Public money spent in the year"
        = "当年由中央、省、市、县财政和基金支付的资金" "paid in the year by central, provincial, city and county budgets and funds";
    PublicSpendingCumulative "public_spending_cumulative" county flow [yuan] "累计财政支出" "Public money spent since the base year"
        = "基期以来各年财政支出之和" "public money of the years since the base year";
    PrivateSpending "private_spending" county flow [yuan] "当年企业和运营商支出" "Private money spent in the year"
        = "当年由运营商和企业支付的资金（含运行费用）" "paid in the year by operators and enterprises, running costs included";
}

impl Indicator {
    /// Its id.
    #[must_use]
    pub const fn id(self) -> IndicatorId {
        IndicatorId(self as u16)
    }

    /// The indicator a scenario calls `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|i| i.row().key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_found_again() {
        for i in Indicator::ALL {
            assert_eq!(Indicator::from_key(&i.row().key), Some(*i));
        }
    }
}
