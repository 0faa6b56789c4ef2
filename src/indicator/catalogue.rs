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
    ($($variant:ident $key:literal $county:ident $kind:ident [$($unit:tt)+] $zh:literal $en:literal;)*) => {
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
    Population "population" county state [count "人" "people"] "常住人口" "Resident population";
    BaseStations "base_stations" county state [count "个" "stations"] "5G基站数量" "5G base stations";
    StationsAdded "stations_added" county flow [count "个" "stations"] "当年新增5G基站" "5G base stations added in the year";
    StationsPer10k "stations_per_10k" county state [per10k "个" "stations"] "每万人拥有5G基站数" "5G base stations per 10,000 people";
    PopulationCoverage "population_coverage" county state [percent] "5G人口覆盖率" "5G population coverage";
    VillagesCovered "villages_with_5g" county state [percent] "行政村5G通达率" "Villages with 5G";
    StationInvestment "station_investment" county flow [yuan] "当年5G建设投资" "5G capital spent in the year";
    PoolLeft "pool_left" county state [count "个" "sites"] "剩余候选站址" "Candidate sites left";
    StationsOfNewMacro "stations_new_macro" total state [count "个" "stations"] "新建宏站" "New macro stations";
    StationsOfCoSite "stations_co_site_macro" total state [count "个" "stations"] "共址宏站" "Co-sited macro stations";
    StationsOfLowBand "stations_low_band" total state [count "个" "stations"] "低频站" "Low-band stations";
    StationsOfIndoor "stations_indoor" total state [count "个" "stations"] "室分站" "Indoor systems";
    GigabitPassed "gigabit_coverage_passed" county state [percent] "千兆光网通达率" "Households passed by gigabit";
    GigabitPassedUrban "gigabit_coverage_passed_urban" county state [percent] "城镇千兆光网通达率" "Urban households passed by gigabit";
    GigabitUsable "gigabit_coverage_usable" county state [percent] "千兆光网可用率" "Households with usable gigabit";
    GigabitUsableUrban "gigabit_coverage_usable_urban" county state [percent] "城镇千兆光网可用率" "Urban households with usable gigabit";
    GigabitNominal "gigabit_coverage_nominal" total state [percent] "千兆光网名义覆盖率" "Nominal gigabit coverage (port capability)";
    GigabitNominalUrban "gigabit_coverage_nominal_urban" total state [percent] "城镇千兆光网名义覆盖率" "Nominal gigabit coverage, urban";
    PonPorts "pon_ports" total state [count "个" "ports"] "10G-PON及以上端口" "10G-PON and above ports";
    PonPortShare "pon_port_share" total state [percent] "10G-PON端口占比" "Share of 10G-PON ports";
    PonPortsSpare "pon_ports_spare" total state [count "个" "ports"] "富余端口" "Ports beyond need";
    GigabitSubscribers "gigabit_subscribers" total state [count "户" "households"] "千兆宽带用户" "Gigabit subscribers";
    GigabitInvestment "gigabit_investment" county flow [yuan] "当年千兆投资" "Gigabit capital spent in the year";
    SecondaryNodes "secondary_nodes" total state [count "个" "nodes"] "工业互联网标识解析二级节点(累计)" "Identifier-resolution secondary nodes (cumulative)";
    NodesInPipeline "nodes_in_pipeline" total state [count "个" "nodes"] "在建二级节点" "Secondary nodes under way";
    ConnectedEnterprises "connected_enterprises" county state [count "家" "enterprises"] "接入企业" "Connected enterprises";
    IdentifiersRegistered "identifiers_registered" total state [count "个" "identifiers"] "标识注册量" "Identifiers registered";
    EnterprisesStarted "enterprises_started" county state [count "家" "enterprises"] "已开展智改数转的规上企业" "Above-scale enterprises at level 1 or more";
    EnterprisesStartedShare "enterprises_started_share" county state [percent] "规上企业智改数转覆盖面" "Share of above-scale enterprises at level 1 or more";
    EnterprisesLevel2 "enterprises_level_2" county state [count "家" "enterprises"] "数字化水平二级以上规上企业" "Above-scale enterprises at level 2 or more";
    EnterprisesLevel3 "enterprises_level_3" county state [count "家" "enterprises"] "数字化水平三级以上规上企业" "Above-scale enterprises at level 3 or more";
    EnterprisesLevel4 "enterprises_level_4" county state [count "家" "enterprises"] "数字化水平四级规上企业" "Above-scale enterprises at level 4";
    EnterprisesDiagnosed "enterprises_diagnosed" county state [count "家" "enterprises"] "已诊断规上企业" "Above-scale enterprises diagnosed";
    StartsInYear "enterprise_starts" county flow [count "家" "enterprises"] "当年新开展改造企业" "Enterprises that started in the year (all sizes)";
    StartedLarge "enterprises_started_large" total state [count "家" "enterprises"] "已改造大型企业" "Large enterprises at level 1 or more";
    StartedMedium "enterprises_started_medium" total state [count "家" "enterprises"] "已改造中型企业" "Medium enterprises at level 1 or more";
    StartedSmall "enterprises_started_small" total state [count "家" "enterprises"] "已改造小型企业" "Small enterprises at level 1 or more";
    StartedBelowScale "enterprises_started_below_scale" county state [count "家" "enterprises"] "已改造规下企业" "Below-scale enterprises at level 1 or more";
    OnlineSales "online_sales" total state [yuan] "四上企业网站或APP销售额" "Online sales of above-designated-size enterprises";
    OnlineSalesGrowth "online_sales_growth" total flow [growth] "四上企业网站或APP销售额年均增长" "Average yearly growth of online sales";
    OnlinePurchases "online_purchases" total state [yuan] "四上企业网站或APP采购额" "Online purchases of above-designated-size enterprises";
    OnlinePurchasesGrowth "online_purchases_growth" total flow [growth] "四上企业网站或APP采购额年均增长" "Average yearly growth of online purchases";
    PublicSpending "public_spending" county flow [yuan] "当年财政支出" "Public money spent in the year";
    PublicSpendingCumulative "public_spending_cumulative" county flow [yuan] "累计财政支出" "Public money spent since the base year";
    PrivateSpending "private_spending" county flow [yuan] "当年企业和运营商支出" "Private money spent in the year";
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
