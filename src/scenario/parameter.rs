//! The catalogue of parameters: every constant an equation needs, with its dimension and the range a scenario may
//! give it. Holds no values: values, sources and grades stand in scenario files.

use super::equation::Equation;
use crate::language::Lang;
use crate::quantity::Measure;

/// What kind of number a parameter is, and so how a scenario writes it and in which unit the engine holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Money, written `1.2亿元` or `120 million yuan`; held in yuan.
    Money,
    /// A share of a whole, written `5 %`; held as 0..=1.
    Share,
    /// A yearly rate, written `8 %/year`; held as a fraction a year.
    Rate,
    /// A plain ratio without a unit.
    Ratio,
    /// A duration, written `15 months` or `15个月`; held in months.
    Months,
    /// A length, written `600 m`; held in metres.
    Length,
    /// A count of things; a plain number.
    Count,
}

impl Dimension {
    /// What a scenario writes it as.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::Money => Measure::Money,
            Self::Share => Measure::Share,
            Self::Rate => Measure::Rate,
            Self::Ratio | Self::Count => Measure::Number,
            Self::Months => Measure::Months,
            Self::Length => Measure::Length,
        }
    }
}

/// When a parameter takes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Drawn once a run from its distribution.
    Drawn,
    /// Shapes places, candidates and enterprises, which every run and scenario share: always its base value, so a
    /// scenario may not give it a distribution.
    Shared,
}

/// One row of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct ParameterRow {
    /// The name a scenario uses.
    pub key: &'static str,
    /// Its dimension.
    pub dimension: Dimension,
    /// Drawn or shared.
    pub role: Role,
    /// The equation it enters first.
    pub equation: Equation,
    /// Smallest and largest value allowed, in the engine's unit.
    pub range: (f64, f64),
    /// Chinese label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $variant:ident $key:literal $dimension:ident $role:ident $equation:ident $low:literal ..= $high:literal $zh:literal $en:literal;)*) => {
        /// A constant of the model. Its value in a run is `Drawn::get`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Parameter { $(#[doc = $en] $variant,)* }

        impl Parameter {
            /// Every parameter, in catalogue order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            const ROWS: &'static [ParameterRow] = &[$(ParameterRow {
                key: $key, dimension: Dimension::$dimension, role: Role::$role, equation: Equation::$equation, range: ($low, $high), zh: $zh, en: $en,
            }),*];
        }
    };
}

parameters! {
    // people and places
    PopulationGrowth "population_growth" Rate Drawn People -0.1 ..= 0.1 "常住人口年增长率" "Yearly growth of the resident population";
    TownShareOfUrban "town_share_of_urban" Share Shared Communities 0.0 ..= 1.0 "城镇人口中镇区所占比重" "Share of urban residents who live in towns";
    CommunitySizeUrban "community_size_urban" Ratio Shared Communities 0.1 ..= 20.0 "城区社区相对户数" "Households of an urban community relative to a village";
    CommunitySizeTown "community_size_town" Ratio Shared Communities 0.1 ..= 20.0 "镇区社区相对户数" "Households of a town community relative to a village";
    CommunitySizeSpread "community_size_spread" Ratio Shared Communities 0.0 ..= 2.0 "社区户数离散度(对数标准差)" "Spread of community sizes (log standard deviation)";
    RuralFarShare "rural_far_share" Share Shared Communities 0.0 ..= 1.0 "距机房远的村所占比重" "Share of villages far from an exchange";
    // base stations
    StationStock "station_stock" Count Drawn StationCoverage 0.0 ..= 1.0e8 "基期5G基站数" "5G base stations at the end of the base year";
    StationAdditions "station_additions" Count Drawn StationEnvelope 0.0 ..= 1.0e8 "基期新增5G基站数" "5G base stations added in the base year";
    StationCapex "station_capex" Money Drawn StationPrice 1.0 ..= 1.0e7 "单站综合造价" "All-in capital cost per added station in the base year";
    StationCapexFloor "station_capex_floor" Money Drawn StationPrice 0.0 ..= 1.0e7 "单站造价下限" "Floor of the capital cost per station";
    StationLearningRate "station_learning_rate" Share Drawn StationPrice 0.0 ..= 0.5 "造价学习率(全国累计翻番)" "Learning rate of station cost per national doubling";
    StationPriceShock "station_price_shock" Ratio Drawn StationPrice 0.0 ..= 1.0 "造价年度波动(对数标准差)" "Yearly shock of station cost (log standard deviation)";
    EnvelopeShock "envelope_shock" Ratio Drawn StationEnvelope 0.0 ..= 1.0 "运营商投资年度波动(对数标准差)" "Yearly shock of the operators' envelope (log standard deviation)";
    NationalStationCapex "national_station_capex" Money Drawn StationPrice 1.0 ..= 1.0e7 "全国单站综合造价" "National all-in capital cost per added station in the base year";
    RelativeNewMacro "relative_new_macro" Ratio Drawn SitePrice 0.01 ..= 1000.0 "新建宏站相对造价" "Relative cost of a new macro site";
    RelativeCoSite "relative_co_site" Ratio Drawn SitePrice 0.01 ..= 1000.0 "共址宏站相对造价" "Relative cost of a co-sited macro station";
    RelativeLowBand "relative_low_band" Ratio Drawn SitePrice 0.01 ..= 1000.0 "低频站相对造价" "Relative cost of a low-band station";
    RelativeIndoor "relative_indoor" Ratio Drawn SitePrice 0.01 ..= 1000.0 "室分站相对造价" "Relative cost of an indoor system";
    MixNewMacro "mix_new_macro" Share Shared SitePrice 0.0 ..= 1.0 "新建宏站占比" "Share of new macro sites";
    MixCoSite "mix_co_site" Share Shared SitePrice 0.0 ..= 1.0 "共址宏站占比" "Share of co-sited macro stations";
    MixLowBand "mix_low_band" Share Shared SitePrice 0.0 ..= 1.0 "低频站占比" "Share of low-band stations";
    MixIndoor "mix_indoor" Share Shared SitePrice 0.0 ..= 1.0 "室分站占比" "Share of indoor systems";
    RuralCostMultiplier "rural_cost_multiplier" Ratio Drawn SitePrice 0.1 ..= 10.0 "农村造价系数" "Rural multiplier of station cost";
    StationRunningCost "station_running_cost" Money Drawn StationEnvelope 0.0 ..= 1.0e6 "单站年运行费用" "Running cost per station and year";
    RunningCostEnvelopeShare "running_cost_envelope_share" Share Drawn StationEnvelope 0.0 ..= 1.0 "运行费用挤占投资的比重" "Share of running costs that cuts the operators' envelope";
    CoBuildShare "co_build_share" Share Shared StationCoverage 0.01 ..= 1.0 "共建共享比例" "Co-construction and sharing rate";
    StationsPerThousandUrban "stations_per_1000_households_urban" Ratio Shared StationCoverage 0.001 ..= 1000.0 "城区每千户基站数(覆盖63%)" "Stations per 1 000 households for 63 % coverage, urban";
    StationsPerThousandTown "stations_per_1000_households_town" Ratio Shared StationCoverage 0.001 ..= 1000.0 "镇区每千户基站数(覆盖63%)" "Stations per 1 000 households for 63 % coverage, town";
    CellRadiusLowBand "cell_radius_low_band" Length Shared StationCoverage 10.0 ..= 50000.0 "农村低频站覆盖半径" "Rural cell radius, low band";
    CellRadiusMidBand "cell_radius_mid_band" Length Shared StationCoverage 10.0 ..= 50000.0 "农村中频站覆盖半径" "Rural cell radius, mid band";
    StationCoverage "station_coverage" Share Shared StationCoverage 0.01 ..= 0.99 "基期5G人口覆盖率" "Population coverage at the end of the base year";
    CandidateCoverage "candidate_coverage" Share Shared StationCoverage 0.5 ..= 0.9999 "候选站址覆盖上限" "Coverage at which a community has no more candidate sites";
    LeadCoSite "lead_co_site" Months Drawn StationBuild 0.0 ..= 120.0 "共址站建设周期" "Lead time of a co-sited, low-band or indoor station";
    LeadNewSite "lead_new_site" Months Drawn StationBuild 0.0 ..= 120.0 "新址站建设周期" "Lead time of a new macro site";
    PermitNewMacro "permit_new_macro" Share Drawn StationBuild 0.0 ..= 1.0 "新建宏站选址成功率" "Yearly chance of a permit, new macro site";
    PermitCoSite "permit_co_site" Share Drawn StationBuild 0.0 ..= 1.0 "共址宏站选址成功率" "Yearly chance of a permit, co-sited station";
    PermitLowBand "permit_low_band" Share Drawn StationBuild 0.0 ..= 1.0 "低频站选址成功率" "Yearly chance of a permit, low-band station";
    PermitIndoor "permit_indoor" Share Drawn StationBuild 0.0 ..= 1.0 "室分站进场成功率" "Yearly chance of a permit, indoor system";
    SitingSupportEffect "siting_support_effect" Share Drawn StationBuild 0.0 ..= 1.0 "选址支持提高的成功率" "Chance of a permit added by siting support";
    SitingSupportPrice "siting_support_price" Money Drawn StationBuild 0.0 ..= 1.0e6 "单站选址支持费用" "Cost of siting support per station";
    CapacityBaseRatio "capacity_base_ratio" Ratio Drawn StationCrews 0.0 ..= 100.0 "基期建设能力(相对上年新增)" "Building capacity at the base year relative to the last additions";
    CapacityGrowth "capacity_growth" Rate Drawn StationCrews 0.0 ..= 10.0 "建设能力年增长上限" "Growth limit of building capacity";
    StationRemovals "station_removals" Rate Drawn StationUpkeep 0.0 ..= 1.0 "额外拆除率" "Yearly removals beyond the ordinary";
    KitReplacement "kit_replacement" Rate Drawn StationUpkeep 0.0 ..= 1.0 "第八年起设备更换率" "Yearly replacement of kit from its eighth year";
    KitYears "kit_years" Count Drawn StationUpkeep 1.0 ..= 100.0 "设备开始更换的年数" "Years of service from which kit is replaced";
    KitCostShare "kit_cost_share" Share Drawn StationUpkeep 0.0 ..= 1.0 "设备更换占单站造价比重" "Cost of replaced kit relative to a station";
    // gigabit optical access
    GigabitPassed "gigabit_passed" Share Drawn AccessBase 0.0 ..= 1.0 "基期千兆通达率" "Households passed at the end of the base year";
    GigabitUsable "gigabit_usable" Share Drawn AccessBase 0.0 ..= 1.0 "基期千兆可用率" "Households with usable gigabit at the end of the base year";
    PonPorts "pon_ports" Count Drawn AccessBase 0.0 ..= 1.0e9 "基期10G-PON端口数" "10G-PON ports at the end of the base year";
    PonPortsAdded "pon_ports_added" Count Drawn AccessEnvelope 0.0 ..= 1.0e9 "基期新增10G-PON端口数" "10G-PON ports added in the base year";
    HomesPerPort "homes_per_port" Ratio Drawn AccessCost 1.0 ..= 1000.0 "每端口覆盖户数" "Homes per 10G-PON port";
    PortPrice "port_price" Money Drawn AccessCost 0.0 ..= 1.0e6 "10G-PON端口单价" "Price of a 10G-PON port";
    UpgradePerHome "upgrade_per_home" Money Drawn AccessCost 0.0 ..= 1.0e5 "每户改造费用(不含端口)" "Upgrade per home, excluding the port";
    FeederNear "feeder_near" Money Drawn AccessCost 0.0 ..= 1.0e8 "近距离馈线费用" "Feeder cost of a community near an exchange";
    FeederMiddle "feeder_middle" Money Drawn AccessCost 0.0 ..= 1.0e8 "中距离馈线费用" "Feeder cost of a community at middle distance";
    FeederFar "feeder_far" Money Drawn AccessCost 0.0 ..= 1.0e8 "远距离馈线费用" "Feeder cost of a community far from an exchange";
    GreenfieldShare "greenfield_share" Share Drawn AccessCost 0.0 ..= 1.0 "农村需新建光纤户占比" "Rural homes that need new fibre";
    GreenfieldPerHome "greenfield_per_home" Money Drawn AccessCost 0.0 ..= 1.0e5 "农村新建光纤每户费用" "Rural greenfield fibre per home";
    CommercialThreshold "commercial_threshold" Money Drawn AccessCost 0.0 ..= 1.0e6 "运营商商业门槛(每户)" "Cost per household up to which operators build unaided";
    AccessEnvelopeFactor "access_envelope_factor" Ratio Drawn AccessEnvelope 0.0 ..= 100.0 "接入网投资延续系数" "Factor on the continued access envelope";
    PonPark "pon_park" Ratio Shared AccessEnvelope 0.0 ..= 10.0 "每户PON端口存量" "PON ports of all kinds per household";
    OdnReadyUrban "odn_ready_urban" Share Drawn Readiness 0.0 ..= 1.0 "城区ODN就绪比例" "Urban communities with a ready distribution network";
    OdnReadyTown "odn_ready_town" Share Drawn Readiness 0.0 ..= 1.0 "镇区ODN就绪比例" "Town communities with a ready distribution network";
    OdnReadyRural "odn_ready_rural" Share Drawn Readiness 0.0 ..= 1.0 "农村ODN就绪比例" "Villages with a ready distribution network";
    OdnCost "odn_cost" Money Drawn Readiness 0.0 ..= 1.0e5 "ODN改造每户费用" "Distribution-network readiness per household";
    OdnCrews "odn_crews" Count Drawn Readiness 0.0 ..= 1.0e9 "ODN改造年施工能力(户)" "Households that crews can make ready in a year";
    OdnSpontaneous "odn_spontaneous" Rate Drawn Readiness 0.0 ..= 1.0 "ODN自然就绪率" "Yearly spontaneous readiness";
    AccessLead "access_lead" Months Drawn AccessEnvelope 0.0 ..= 120.0 "千兆接入建设周期" "Lead time of a gigabit access area";
    OdnLead "odn_lead" Months Drawn Readiness 0.0 ..= 120.0 "ODN改造周期" "Lead time of a readiness project";
    TakeUpDamping "take_up_damping" Ratio Drawn TakeUp 0.0 ..= 2.0 "千兆用户增量衰减系数" "Damping of yearly gigabit take-up";
    GigabitSubscribers "gigabit_subscribers" Count Drawn TakeUp 0.0 ..= 1.0e9 "基期千兆用户数" "Gigabit subscribers at the end of the base year";
    GigabitIncrementShare "gigabit_increment_share" Share Drawn TakeUp 0.0 ..= 1.0 "基期千兆用户中当年新增比重" "Share of the base year's gigabit subscribers who joined in it";
    // identifier resolution
    Nodes "nodes" Count Drawn NodeProposals 0.0 ..= 10000.0 "基期二级节点数" "Secondary nodes operating at the end of the base year";
    NodeProposalRate "node_proposal_rate" Rate Drawn NodeProposals 0.0 ..= 1000.0 "二级节点年申报率" "Proposals of secondary nodes a year";
    NodeInvestment "node_investment" Money Drawn NodeMoney 0.0 ..= 1.0e10 "二级节点投资" "Investment of a secondary node";
    NodeMonthsApproved "node_months_approved" Months Drawn NodeStages 0.0 ..= 120.0 "申报至批复月数" "Months from proposal to approval";
    NodeMonthsBuilt "node_months_built" Months Drawn NodeStages 0.0 ..= 120.0 "批复至建成月数" "Months from approval to completion";
    NodeMonthsConnected "node_months_connected" Months Drawn NodeStages 0.0 ..= 120.0 "建成至对接国家顶级节点月数" "Months from completion to connection with the national top-level node";
    NodeMonthsOperating "node_months_operating" Months Drawn NodeStages 0.0 ..= 120.0 "对接至上线运行月数" "Months from connection to operation";
    NodeSuccess "node_success" Share Drawn NodeStages 0.0 ..= 1.0 "二级节点每阶段成功率" "Chance of success of each stage of a node";
    NodeGrantEffect "node_grant_effect" Ratio Drawn NodeProposals 0.0 ..= 100.0 "补助对申报的拉动系数" "Effect of the grant share on proposals";
    NodeChainElasticity "node_chain_elasticity" Ratio Drawn NodeProposals 0.0 ..= 5.0 "申报对三级企业数的弹性" "Elasticity of proposals to enterprises at level 3 and above";
    SponsorGoesOn "sponsor_goes_on" Share Drawn NodeMoney 0.0 ..= 1.0 "未获补助仍继续的概率" "Chance that a sponsor goes on without the grant";
    NodeMilestoneApproved "node_milestone_approved" Share Drawn NodeMoney 0.0 ..= 1.0 "批复时拨付比例" "Share of a grant paid at approval";
    NodeMilestoneBuilt "node_milestone_built" Share Drawn NodeMoney 0.0 ..= 1.0 "建成时拨付比例" "Share of a grant paid at completion";
    NodeRunningCost "node_running_cost" Money Drawn NodeMoney 0.0 ..= 1.0e9 "二级节点年运行费用" "Running cost of a node and year";
    ConnectionLevel1 "connection_level_1" Rate Drawn Connection 0.0 ..= 5.0 "一级企业年接入率" "Yearly hazard of connecting to a node, level 1";
    ConnectionLevel2 "connection_level_2" Rate Drawn Connection 0.0 ..= 5.0 "二级企业年接入率" "Yearly hazard of connecting to a node, level 2";
    ConnectionLevel3 "connection_level_3" Rate Drawn Connection 0.0 ..= 5.0 "三级企业年接入率" "Yearly hazard of connecting to a node, level 3";
    ConnectionLevel4 "connection_level_4" Rate Drawn Connection 0.0 ..= 5.0 "四级企业年接入率" "Yearly hazard of connecting to a node, level 4";
    ConnectedEnterprises "connected_enterprises" Count Drawn Connection 0.0 ..= 1.0e8 "基期接入二级节点企业数" "Enterprises connected to a node at the end of the base year";
    IdentifiersPerEnterprise "identifiers_per_enterprise" Count Drawn Identifiers 0.0 ..= 1.0e12 "接入三年后每企业标识注册量" "Identifiers per connected enterprise after three years";
    IdentifiersMidpoint "identifiers_midpoint" Months Drawn Identifiers 0.0 ..= 120.0 "标识注册增长中点" "Months from connection to half of the registrations";
    IdentifiersSteepness "identifiers_steepness" Rate Drawn Identifiers 0.0 ..= 100.0 "标识注册增长陡度" "Steepness of the logistic of registrations";
    // enterprises
    BelowScaleEnterprises "below_scale_enterprises" Count Shared EnterpriseMakeUp 0.0 ..= 1.0e8 "规下工业企业数" "Industrial enterprises below designated size";
    SizeLargeShare "size_large_share" Share Shared EnterpriseMakeUp 0.0 ..= 1.0 "规上企业中大型占比" "Large enterprises among those above scale";
    SizeMediumShare "size_medium_share" Share Shared EnterpriseMakeUp 0.0 ..= 1.0 "规上企业中中型占比" "Medium enterprises among those above scale";
    Chains "chains" Count Shared NodeProposals 1.0 ..= 200.0 "重点产业链条数" "Industry chains";
    LeadingChainShare "leading_chain_share" Share Shared EnterpriseMakeUp 0.0 ..= 1.0 "县域三条主导产业链占比" "Share of a county's enterprises in its three leading chains";
    TurnoverAboveScale "turnover_above_scale" Money Shared EnterpriseMakeUp 0.0 ..= 1.0e15 "规上工业营业收入" "Turnover of all enterprises above scale in the base year";
    TurnoverRatioMedium "turnover_ratio_medium" Ratio Shared EnterpriseMakeUp 0.01 ..= 10000.0 "中型企业相对营业收入" "Turnover of a medium enterprise relative to a small one";
    TurnoverRatioLarge "turnover_ratio_large" Ratio Shared EnterpriseMakeUp 0.01 ..= 10000.0 "大型企业相对营业收入" "Turnover of a large enterprise relative to a small one";
    TurnoverSpread "turnover_spread" Ratio Shared EnterpriseMakeUp 0.0 ..= 3.0 "同规模企业营业收入离散度" "Spread of turnover within a size (log standard deviation)";
    CostBelowScale "cost_below_scale" Money Drawn StepCost 0.0 ..= 1.0e10 "规下企业改造费用" "Cost of full transformation, below scale";
    CostSmall "cost_small" Money Drawn StepCost 0.0 ..= 1.0e10 "小型企业改造费用" "Cost of full transformation, small";
    CostMedium "cost_medium" Money Drawn StepCost 0.0 ..= 1.0e10 "中型企业改造费用" "Cost of full transformation, medium";
    CostLarge "cost_large" Money Drawn StepCost 0.0 ..= 1.0e10 "大型企业改造费用" "Cost of full transformation, large";
    CostSpread "cost_spread" Ratio Shared StepCost 0.0 ..= 3.0 "同规模企业改造费用离散度" "Spread of cost within a size (log standard deviation)";
    CostShareStart "cost_share_start" Share Shared StepCost 0.0 ..= 1.0 "起步阶段费用占比" "Share of the cost for the start (level 1)";
    CostShareLevel2 "cost_share_level_2" Share Shared StepCost 0.0 ..= 1.0 "升二级费用占比" "Share of the cost for level 2";
    CostShareLevel3 "cost_share_level_3" Share Shared StepCost 0.0 ..= 1.0 "升三级费用占比" "Share of the cost for level 3";
    CostShareLevel4 "cost_share_level_4" Share Shared StepCost 0.0 ..= 1.0 "升四级费用占比" "Share of the cost for level 4";
    PaymentYears "payment_years" Count Shared StepCost 1.0 ..= 10.0 "改造费用支付年数" "Years over which an enterprise pays a step";
    StartedAboveScale "started_above_scale" Share Drawn BaseLevels 0.0 ..= 1.0 "基期规上企业已改造占比" "Above-scale enterprises at level 1 or more at the base year";
    StartedBelowScale "started_below_scale" Share Drawn BaseLevels 0.0 ..= 1.0 "基期规下企业已改造占比" "Below-scale enterprises at level 1 or more at the base year";
    BaseLevel2 "base_level_2" Share Drawn BaseLevels 0.0 ..= 1.0 "基期已改造企业中二级占比" "Level 2 among started enterprises at the base year";
    BaseLevel3 "base_level_3" Share Drawn BaseLevels 0.0 ..= 1.0 "基期已改造企业中三级占比" "Level 3 among started enterprises at the base year";
    BaseLevel4 "base_level_4" Share Drawn BaseLevels 0.0 ..= 1.0 "基期已改造企业中四级占比" "Level 4 among started enterprises at the base year";
    StartWeightMedium "start_weight_medium" Ratio Shared BaseLevels 0.01 ..= 100.0 "中型企业基期改造权重" "Weight of a medium enterprise among the base year's started ones";
    StartWeightLarge "start_weight_large" Ratio Shared BaseLevels 0.01 ..= 100.0 "大型企业基期改造权重" "Weight of a large enterprise among the base year's started ones";
    Diagnosed "diagnosed" Share Drawn BaseLevels 0.0 ..= 1.0 "基期规上企业已诊断占比" "Above-scale enterprises diagnosed by the end of the base year";
    BassP "bass_p" Rate Drawn Start 0.0 ..= 1.0 "创新系数p" "Coefficient of innovation p";
    BassQ "bass_q" Rate Drawn Start 0.0 ..= 3.0 "模仿系数q" "Coefficient of imitation q";
    FactorDiagnosed "factor_diagnosed" Ratio Drawn Start 0.0 ..= 100.0 "诊断对起步的倍数" "Factor on p of a diagnosed enterprise";
    SupportEffect "support_effect" Ratio Drawn Start 0.0 ..= 100.0 "补助率对起步的系数" "Coefficient a of the support rate in 1 + a s";
    FactorActionPlan "factor_action_plan" Ratio Drawn Start 0.0 ..= 100.0 "三年行动计划的倍数" "Factor on p in the action plan's years";
    FactorGigabit "factor_gigabit" Ratio Drawn Start 0.0 ..= 100.0 "千兆可用的倍数" "Factor on p of usable gigabit in the county";
    FactorCoverage "factor_coverage" Ratio Drawn Start 0.0 ..= 100.0 "5G覆盖的倍数" "Factor on p of 5G coverage in the county";
    FactorNode "factor_node" Ratio Drawn Start 0.0 ..= 100.0 "产业链有二级节点的倍数" "Factor on p of a node for the chain";
    RiseLevel2 "rise_level_2" Rate Drawn Rise 0.0 ..= 5.0 "一级升二级年率" "Yearly hazard of rising from level 1 to 2";
    RiseLevel3 "rise_level_3" Rate Drawn Rise 0.0 ..= 5.0 "二级升三级年率" "Yearly hazard of rising from level 2 to 3";
    RiseLevel4 "rise_level_4" Rate Drawn Rise 0.0 ..= 5.0 "三级升四级年率" "Yearly hazard of rising from level 3 to 4";
    PeerCountyWeight "peer_county_weight" Share Shared Start 0.0 ..= 1.0 "同县企业在示范效应中的权重" "Weight of the county among an enterprise's peers (the rest is its chain)";
    DiagnosisPrice "diagnosis_price" Money Drawn Diagnoses 0.0 ..= 1.0e7 "单户诊断价格" "Price of a diagnosis";
    // online trade
    OnlineSales "online_sales" Money Drawn OnlineTrade 0.0 ..= 1.0e16 "基期四上企业网上销售额" "Online sales of above-designated-size enterprises in the base year";
    OnlinePurchases "online_purchases" Money Drawn OnlineTrade 0.0 ..= 1.0e16 "基期四上企业网上采购额" "Online purchases in the base year";
    IndustrialPartSales "industrial_part_sales" Share Drawn OnlineTrade 0.0 ..= 1.0 "网上销售额中工业部分" "Industrial part of online sales";
    IndustrialPartPurchases "industrial_part_purchases" Share Drawn OnlineTrade 0.0 ..= 1.0 "网上采购额中工业部分" "Industrial part of online purchases";
    OnlineShareLevel0 "online_share_level_0" Share Drawn OnlineTrade 0.0 ..= 1.0 "未改造企业网上交易占比" "Online share of turnover, level 0";
    OnlineShareLevel1 "online_share_level_1" Share Drawn OnlineTrade 0.0 ..= 1.0 "一级企业网上交易占比" "Online share of turnover, level 1";
    OnlineShareLevel2 "online_share_level_2" Share Drawn OnlineTrade 0.0 ..= 1.0 "二级企业网上交易占比" "Online share of turnover, level 2";
    OnlineShareLevel3 "online_share_level_3" Share Drawn OnlineTrade 0.0 ..= 1.0 "三级企业网上交易占比" "Online share of turnover, level 3";
    OnlineShareLevel4 "online_share_level_4" Share Drawn OnlineTrade 0.0 ..= 1.0 "四级企业网上交易占比" "Online share of turnover, level 4";
    MarketGrowth "market_growth" Rate Drawn OnlineTrade -0.5 ..= 1.0 "营业收入年增长率" "Yearly growth of turnover";
    OnlineRestGrowth "online_rest_growth" Rate Drawn OnlineTrade -0.5 ..= 1.0 "非工业网上交易年增长率" "Yearly growth of the non-industrial part of online trade";
    // cultivation
    CandidateGrowth "candidate_growth" Rate Drawn Ripening 0.0 ..= 5.0 "培育对象成熟度年增量" "Yearly growth of a candidate's readiness without drivers";
    CandidateSpread "candidate_spread" Ratio Shared Ripening 0.0 ..= 3.0 "培育对象成熟速度离散度" "Spread of the candidates' growth (log standard deviation)";
    // funds
    ProvincialFundShare "provincial_fund_share" Share Drawn Funds 0.0 ..= 1.0 "本市占省专项资金比重" "The city's share of the provincial fund";
    TopUpRatio "top_up_ratio" Ratio Drawn Funds 0.0 ..= 100.0 "市县配套比例" "City and county top-up per unit of provincial money";
    // added later: a parameter's place numbers its draw, so new ones come last
    ChainsPerNode "chains_per_node" Count Shared Connection 1.0 ..= 200.0 "每个二级节点服务的产业链条数" "Industry chains that a secondary node serves";
}

impl Parameter {
    /// Its row in the catalogue.
    #[must_use]
    pub fn row(self) -> &'static ParameterRow {
        &Self::ROWS[self.index()]
    }

    /// Its place in `ALL`, the catalogue order.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The parameter a scenario calls `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.row().key == key)
    }

    /// Whether it tells the state at the end of the base year, and so changes with it.
    #[must_use]
    pub fn is_base_value(self) -> bool {
        BASE_VALUES.contains(&self)
    }

    /// Its label in `lang`.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        lang.pick(self.row().zh, self.row().en)
    }
}

/// What a new base year brings new values of.
const BASE_VALUES: [Parameter; 25] = [
    Parameter::StationStock,
    Parameter::StationAdditions,
    Parameter::StationCapex,
    Parameter::NationalStationCapex,
    Parameter::StationCoverage,
    Parameter::GigabitPassed,
    Parameter::GigabitUsable,
    Parameter::PonPorts,
    Parameter::PonPortsAdded,
    Parameter::OdnReadyUrban,
    Parameter::OdnReadyTown,
    Parameter::OdnReadyRural,
    Parameter::GigabitSubscribers,
    Parameter::Nodes,
    Parameter::ConnectedEnterprises,
    Parameter::BelowScaleEnterprises,
    Parameter::TurnoverAboveScale,
    Parameter::StartedAboveScale,
    Parameter::StartedBelowScale,
    Parameter::BaseLevel2,
    Parameter::BaseLevel3,
    Parameter::BaseLevel4,
    Parameter::Diagnosed,
    Parameter::OnlineSales,
    Parameter::OnlinePurchases,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_found_again() {
        for p in Parameter::ALL {
            assert_eq!(Parameter::from_key(p.row().key), Some(*p));
            assert!(p.row().range.0 < p.row().range.1);
        }
    }
}
