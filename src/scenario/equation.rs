//! The equations of the model in a line each, as `docs/model.md` states them: what a parameter is for. Computes nothing.

use crate::language::Lang;

macro_rules! equations {
    ($($variant:ident $section:literal $zh:literal $en:literal;)*) => {
        /// An equation, or a rule that stands for one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Equation { $(#[doc = concat!("Of section ", $section, " of the model.")] $variant,)* }

        impl Equation {
            /// It, in a line.
            #[must_use]
            pub fn text(self, lang: Lang) -> &'static str {
                match self {
                    $(Self::$variant => lang.pick($zh, $en),)*
                }
            }

            /// The section of `docs/model.md` that explains it.
            #[must_use]
            pub const fn section(self) -> u8 {
                match self {
                    $(Self::$variant => $section,)*
                }
            }
        }
    };
}

equations! {
    People 5
        "人口_t = 人口_(t−1) ×（1 + 年增长率）"
        "residents_t = residents_(t-1) × (1 + growth)";
    Communities 5
        "社区由区县总数按城镇化率和相对规模合成，住户数在同类内呈对数正态；近中远决定馈线费用"
        "communities are made from county totals by urban share and relative size, households lognormal within a class; distance sets the feeder";
    StationPrice 6
        "c_t = max(下限, c_0 (Q_t/Q_0)^(−b) e^w)，b = −log2(1 − 学习率)，w 为年度波动的累积，Q 为全国基站数"
        "c_t = max(floor, c_0 (Q_t / Q_0)^(-b) e^w), b = -log2(1 - learning rate), w the sum of yearly shocks, Q national stations";
    StationEnvelope 6
        "运营商投资 = A_0 c_0 (I_t/I_0) e^z × 延续系数 − 挤占比重 × 运行费用；A_0 为基期新增，I 为全国投资"
        "operators' envelope = A_0 c_0 (I_t / I_0) e^z × factor - share × running costs; A_0 base-year additions, I national capital";
    SitePrice 6
        "某类型某地的造价 = c_t × 相对造价 × 农村系数 ÷ 基期存量的均值"
        "price of a type and place = c_t × relative cost × rural multiplier / mean over the base stock";
    StationCoverage 6
        "社区覆盖率 = 1 − exp(−n/d)，d 由每千户基站数或覆盖半径 × 共建共享比例得出，统一定标使基期存量恰为基期覆盖率"
        "coverage of a community = 1 - exp(-n / d); d from stations per household or cell area × sharing, scaled once so that the base stock gives the base coverage";
    StationBuild 6
        "每年以选址成功率（选址支持可提高）获准，两次被拒则放弃；获准后经建设周期开通"
        "a permit is drawn each year (siting support raises its chance), two refusals release the project; service follows after the lead time";
    StationCrews 6
        "建设能力_t = 基期能力比 × 基期新增 ×（1 + 年增长上限）^t，按人口分到区县"
        "crews_t = base ratio × base-year additions × (1 + growth limit)^t, shared by residents";
    StationUpkeep 6
        "自设备更换年数起每年按更换率更换，每套费用 = 占造价比重 × c_t，先于新建支付；另按拆除率拆除"
        "from its replacement age on, kit is replaced at a yearly rate for a share of c_t, before any award; stations are removed at a yearly rate";
    AccessCost 7
        "社区费用 = ⌈户数 ÷ 每端口户数⌉ × 端口单价 + 户数 × 每户改造 + 馈线 + 需新建光纤户费用；每户不高于商业门槛者运营商自建"
        "cost of a community = ports × price + homes × upgrade + feeder + greenfield homes; up to the commercial threshold per home operators build alone";
    AccessEnvelope 7
        "E_t = a P_0 (端口单价 + 每端口户数 × 每户改造) × 延续系数；余款更新端口，至每户端口存量为止；开工后经建设周期投用"
        "E_t = a P_0 (port price + homes per port × upgrade) × factor; what is left renews ports up to the park; service follows after the lead time";
    AccessBase 7
        "基期通达（可用）社区按共用次序截取，使住户比例最接近所给比例；名义覆盖率 = 端口数 × 每端口户数 ÷ 户数"
        "the base year's passed (usable) communities are a cut in the shared order, as near to the share as whole communities can be; nominal = ports × homes per port / households";
    Readiness 7
        "ODN就绪：由项目改造（每户费用，受施工能力和周期限制），或每年以 1 − exp(−自然就绪率) 自行就绪"
        "a network is made ready by projects (cost per home, crews, lead time) or by itself with yearly chance 1 - exp(-rate)";
    TakeUp 7
        "千兆用户增量 n_t = φ n_(t−1)，不超过可用住户；n_0 = 基期用户 × 当年新增比重"
        "yearly take-up n_t = phi n_(t-1), at most the usable homes; n_0 = base subscribers × their share that joined in the base year";
    NodeProposals 8
        "每条链每年申报数服从泊松分布，λ = λ_0/链数 × ((E3+1)/(E3_0+1))^弹性 ×（1 + 系数 × 补助率），E3 为三级以上企业数"
        "proposals of a chain are Poisson, λ = λ_0 / chains × ((E3 + 1) / (E3_0 + 1))^elasticity × (1 + effect × grant rate), E3 enterprises at level 3 or more";
    NodeStages 8
        "申报 → 批复 → 建成 → 对接 → 上线，每阶段历若干月，以成功率通过，否则失败"
        "proposed → approved → built → connected → operating, each with its months and chance of success";
    NodeMoney 8
        "补助按批复、建成、上线拨付；未获补助的，因补助而申报者以 max(0, (g(1 + e s) − 1)/(e s)) 继续，使被拒者中共有 g 继续；运行费用逐年计列"
        "grants are paid at approval, completion and operation; of those refused a share g goes on; running costs are counted yearly";
    Connection 8
        "企业每年接入概率 1 − exp(−该等级年接入率)，其链须有节点服务；每个节点服务若干条链"
        "an enterprise whose chain a node serves connects with yearly chance 1 - exp(-rate of its level); a node serves several chains";
    Identifiers 8
        "每家接入企业的标识量随接入年数按逻辑曲线增长：0年为0，3年为每企业标识注册量"
        "identifiers of an enterprise follow a logistic in years since connection: none at 0, the reference at 3";
    EnterpriseMakeUp 9
        "企业由区县总数合成：规模按占比，产业链按主导链占比，营业收入按规模之比、同规模内呈对数正态，总额恰为所给数"
        "enterprises are made from county totals: sizes and chains by shares, turnover by ratio and lognormal within a size, summing to the total given";
    StepCost 9
        "一步的费用 = 该规模改造费用 × 该级占比（企业间对数正态，均值恰为1），减去补助后分年支付"
        "cost of a step = cost of the size × share of the level (lognormal between enterprises, mean exactly 1), what support leaves paid over years";
    BaseLevels 9
        "基期已改造企业按规模加权抽出，其中二、三、四级依同一次序截取，比例恰为所给数"
        "who has started in the base year is a sample weighted by size, levels 2 to 4 are cuts in one order; the shares hold exactly";
    Start 9
        "起步概率 h(s) = 1 − exp(−(p φ f_诊断 (1 + a s) + q F))，φ 为行动计划、千兆、5G、节点各倍数之积，s 为补助率，F 为同组已起步比例"
        "chance to start h(s) = 1 - exp(-(p φ f_diag (1 + a s) + q F)), φ the product of the factors of action plan, gigabit, 5G and node, s the support rate, F the share of peers that have started";
    Rise 9
        "升级概率 = 1 − exp(−年率 × φ (1 + a s))，每年至多升一级"
        "chance to rise = 1 - exp(-rate × φ (1 + a s)), at most one level a year";
    Diagnoses 9
        "当年诊断数 = 诊断资金 ÷ 单户诊断价格"
        "diagnoses of a year = money of the programme / price of one";
    OnlineTrade 9
        "V_0 ι (M_t/M_0)(1 + g)^t + V_0 (1 − ι)(1 + r)^t，M 为按等级网上占比加权的营业收入"
        "V_0 ι (M_t / M_0) (1 + g)^t + V_0 (1 - ι) (1 + r)^t, M turnover weighed by the online share of its level";
    Ripening 10
        "成熟度每年增加 年增量 × 速度 ×（1 + 资金 + 数字化 Δ二级占比 + 覆盖 Δ可用率），达到1即可认定"
        "readiness grows by growth × speed × (1 + money + digital Δ(share at level 2) + coverage Δ(usable)); at 1 a candidate can be recognised";
    Funds 11
        "项目当年资金 = 金额 × 所乘的参数（scaled_by）"
        "money of a programme in a year = amount × the parameter it is scaled by (scaled_by)";
}
