//! The instruments of policy. A new one is one file and its lines here; the matches name what is missing.

mod award_on_recognition;
mod capital_grant;
mod completion_reward;
mod direct_build;
mod free_diagnosis;
mod interest_subsidy;
mod siting_support;
mod voucher;

pub use award_on_recognition::AwardOnRecognition;
pub use capital_grant::CapitalGrant;
pub use completion_reward::CompletionReward;
pub use direct_build::DirectBuild;
pub use free_diagnosis::FreeDiagnosis;
pub use interest_subsidy::InterestSubsidy;
pub use siting_support::SitingSupport;
pub use voucher::Voucher;

use crate::language::Text;
use crate::quantity::Money;

/// How a programme pays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Instrument {
    /// A share of investment, paid in advance and clawed back where the project fails.
    CapitalGrant(CapitalGrant),
    /// A diagnosis bought for an enterprise.
    FreeDiagnosis(FreeDiagnosis),
    /// A voucher for cloud and digital services, paid at once.
    Voucher(Voucher),
    /// A share of investment, paid after completion (以奖代补).
    CompletionReward(CompletionReward),
    /// Interest on a project's loan, paid yearly.
    InterestSubsidy(InterestSubsidy),
    /// The public builds and pays all.
    DirectBuild(DirectBuild),
    /// Help with sites and permits.
    SitingSupport(SitingSupport),
    /// A fixed amount when an item is recognised.
    AwardOnRecognition(AwardOnRecognition),
    /// Operators' own capital, continuing the base year.
    OperatorEnvelope,
    /// The owner's own money for enterprises and nodes, as much as is needed.
    OwnFunds,
    /// County money that matches other programmes' awards; buys nothing by itself.
    CountyMatch,
    /// Running costs of what is on air or operating, paid from revenue.
    RunningCosts,
}

/// When awarded support is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// In the year of the award, plus the programme's lag.
    AtAward,
    /// In the year of completion, plus the lag.
    AtCompletion,
    /// In equal yearly parts from the year of completion, plus the lag.
    Yearly(u8),
}

impl Instrument {
    /// The word of scenario files.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::CapitalGrant(_) => "capital_grant",
            Self::FreeDiagnosis(_) => "free_diagnosis",
            Self::Voucher(_) => "voucher",
            Self::CompletionReward(_) => "completion_reward",
            Self::InterestSubsidy(_) => "interest_subsidy",
            Self::DirectBuild(_) => "direct_build",
            Self::SitingSupport(_) => "siting_support",
            Self::AwardOnRecognition(_) => "award_on_recognition",
            Self::OperatorEnvelope => "operator_envelope",
            Self::OwnFunds => "own_funds",
            Self::CountyMatch => "county_match",
            Self::RunningCosts => "running_costs",
        }
    }

    /// Every instrument: its word and its name for people.
    #[must_use]
    pub fn catalogue() -> Vec<(&'static str, Text)> {
        vec![
            ("capital_grant", Text::new("投资补助", "investment subsidy")),
            (
                "free_diagnosis",
                Text::new("免费诊断", "free diagnosis service"),
            ),
            ("voucher", Text::new("上云券", "cloud / digital voucher")),
            (
                "completion_reward",
                Text::new("以奖代补", "reward in lieu of subsidy"),
            ),
            ("interest_subsidy", Text::new("贴息", "interest discount")),
            (
                "direct_build",
                Text::new("政府直接建设", "direct public construction"),
            ),
            ("siting_support", Text::new("选址支持", "siting support")),
            (
                "award_on_recognition",
                Text::new("认定奖励", "award on recognition"),
            ),
            (
                "operator_envelope",
                Text::new("运营商自有投资", "operators' own capital"),
            ),
            ("county_match", Text::new("县级配套", "county match")),
            ("own_funds", Text::new("企业自筹", "owners' own funds")),
            ("running_costs", Text::new("运行费用", "running costs")),
        ]
    }

    /// Whether it awards support to projects (the others are owners' money and matches).
    #[must_use]
    pub const fn awards(&self) -> bool {
        !matches!(
            self,
            Self::OperatorEnvelope | Self::OwnFunds | Self::CountyMatch | Self::RunningCosts
        )
    }

    /// Support for a project of `cost`; zero for instruments that are not a share of cost.
    #[must_use]
    pub fn support(&self, cost: Money) -> Money {
        match self {
            Self::CapitalGrant(i) => i.support(cost),
            Self::Voucher(i) => i.support(cost),
            Self::CompletionReward(i) => i.support(cost),
            Self::InterestSubsidy(i) => i.support(cost),
            Self::DirectBuild(i) => i.support(cost),
            Self::AwardOnRecognition(i) => i.amount,
            Self::FreeDiagnosis(_)
            | Self::SitingSupport(_)
            | Self::OperatorEnvelope
            | Self::OwnFunds
            | Self::CountyMatch
            | Self::RunningCosts => Money::ZERO,
        }
    }

    /// The support rate on offer `s` (share of cost, before any cap), which moves decisions (`1 + a s`).
    #[must_use]
    pub fn rate(&self) -> f64 {
        match self {
            Self::CapitalGrant(i) => i.rate,
            Self::Voucher(i) => i.rate,
            Self::CompletionReward(i) => i.rate,
            Self::InterestSubsidy(i) => i.rate(),
            Self::DirectBuild(_) => 1.0,
            Self::FreeDiagnosis(_)
            | Self::SitingSupport(_)
            | Self::AwardOnRecognition(_)
            | Self::OperatorEnvelope
            | Self::OwnFunds
            | Self::CountyMatch
            | Self::RunningCosts => 0.0,
        }
    }

    /// When support is paid.
    #[must_use]
    pub const fn timing(&self) -> Timing {
        match self {
            Self::CapitalGrant(_)
            | Self::Voucher(_)
            | Self::FreeDiagnosis(_)
            | Self::SitingSupport(_) => Timing::AtAward,
            Self::InterestSubsidy(i) => Timing::Yearly(i.years),
            Self::CompletionReward(_)
            | Self::DirectBuild(_)
            | Self::AwardOnRecognition(_)
            | Self::OperatorEnvelope
            | Self::OwnFunds
            | Self::CountyMatch
            | Self::RunningCosts => Timing::AtCompletion,
        }
    }
}

/// `rate` of `cost`, at most `cap`.
fn capped(cost: Money, rate: f64, cap: Option<Money>) -> Money {
    let support = cost.times(rate);
    cap.map_or(support, |cap| support.min(cap))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each way to pay a share of a cost, by hand: 30 % of 1000 yuan, at most 200; interest of 4 % on 60 % for 2 years.
    #[test]
    fn support_by_hand() {
        let yuan = |y: i64| Money::from_fen(y * 100);
        let cost = yuan(1000);
        let (rate, cap) = (0.3, Some(yuan(200)));
        for cap in [None, cap] {
            let expected = cap.unwrap_or(yuan(300));
            for instrument in [
                Instrument::CapitalGrant(CapitalGrant { rate, cap }),
                Instrument::Voucher(Voucher { rate, cap }),
                Instrument::CompletionReward(CompletionReward { rate, cap }),
            ] {
                assert_eq!(instrument.support(cost), expected, "{}", instrument.key());
                assert!((instrument.rate() - rate).abs() < 1e-12 && instrument.awards());
            }
        }
        let interest = InterestSubsidy {
            interest: 0.04,
            loan_share: 0.6,
            years: 2,
            cap: None,
        };
        let instrument = Instrument::InterestSubsidy(interest);
        assert!((instrument.rate() - 0.048).abs() < 1e-12);
        assert_eq!(instrument.support(cost), yuan(48));
        let built = Instrument::DirectBuild(DirectBuild);
        assert_eq!(built.support(cost), cost);
        assert!((built.rate() - 1.0).abs() < 1e-12);
        assert!(!Instrument::OwnFunds.awards() && !Instrument::RunningCosts.awards());
        assert!(Instrument::OwnFunds.rate().abs() < 1e-12);
    }

    /// Every instrument, in the order of the catalogue.
    fn all() -> [Instrument; 12] {
        let (rate, cap) = (0.3, None);
        let price = Some(Money::from_fen(500));
        [
            Instrument::CapitalGrant(CapitalGrant { rate, cap }),
            Instrument::FreeDiagnosis(FreeDiagnosis { unit_price: price }),
            Instrument::Voucher(Voucher { rate, cap }),
            Instrument::CompletionReward(CompletionReward { rate, cap }),
            Instrument::InterestSubsidy(InterestSubsidy {
                interest: 0.05,
                loan_share: 0.5,
                years: 4,
                cap,
            }),
            Instrument::DirectBuild(DirectBuild),
            Instrument::SitingSupport(SitingSupport { unit_price: price }),
            Instrument::AwardOnRecognition(AwardOnRecognition {
                amount: Money::from_fen(700),
            }),
            Instrument::OperatorEnvelope,
            Instrument::CountyMatch,
            Instrument::OwnFunds,
            Instrument::RunningCosts,
        ]
    }

    #[test]
    fn each_instrument_has_its_word_and_name() {
        let catalogue = Instrument::catalogue();
        let words: Vec<&str> = catalogue.iter().map(|(word, _)| *word).collect();
        assert_eq!(all().map(|i| i.key()).as_slice(), words);
        assert_eq!(words[..2], ["capital_grant", "free_diagnosis"]);
        assert!(
            catalogue
                .iter()
                .all(|(_, name)| !name.zh.is_empty() && !name.en.is_empty())
        );
    }

    /// Of a cost of 10 yuan: what is given, whether it is an award, and when it is paid.
    #[test]
    fn what_each_instrument_gives_and_when() {
        use Timing::{AtAward, AtCompletion, Yearly};
        let given = all().map(|i| {
            (
                i.support(Money::from_fen(1000)).fen(),
                i.awards(),
                i.timing(),
            )
        });
        let expected = [
            (300, true, AtAward),
            (0, true, AtAward),
            (300, true, AtAward),
            (300, true, AtCompletion),
            (100, true, Yearly(4)),
            (1000, true, AtCompletion),
            (0, true, AtAward),
            (700, true, AtCompletion),
            (0, false, AtCompletion),
            (0, false, AtCompletion),
            (0, false, AtCompletion),
            (0, false, AtCompletion),
        ];
        assert_eq!(given, expected);
    }
}
