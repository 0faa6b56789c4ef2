//! Instruments: which keys each needs, which are not its own, what it may pay for and with whose money. A new instrument
//! is named by the compiler in `rules` and `filled`.

use super::programmes::{needed, not_its_own};
use crate::language::Text;
use crate::policy::instrument::{
    AwardOnRecognition, CapitalGrant, CompletionReward, DirectBuild, FreeDiagnosis,
    InterestSubsidy, SitingSupport, Voucher,
};
use crate::policy::{Funder, Instrument, Supports};
use crate::quantity::{Measure, Money};
use crate::scenario::finding::{At, Findings};

/// What an instrument asks of a programme.
pub(super) struct Rules {
    /// Its word in files.
    pub(super) word: &'static str,
    needs: &'static [&'static str],
    may: &'static [&'static str],
    purposes: &'static [Supports],
    payers: Payers,
    /// How its money is stated.
    pub(super) money: MoneyRule,
}

/// How money is stated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MoneyRule {
    /// An amount, or a share of a fund; a rule shares it over counties.
    Stated,
    /// Stated, and never in one pool: it is the counties' own.
    OfCounties,
    /// A factor on the base year's envelope.
    Envelope,
    /// As much as is needed.
    AsNeeded,
}

#[derive(Clone, Copy)]
enum Payers {
    Public,
    County,
    Operator,
    Enterprise,
    /// Whoever owns what runs: operators of stations, enterprises of nodes.
    Owner,
}

/// Keys that belong to some instruments only.
const KEYS: [&str; 7] = [
    "rate",
    "cap",
    "unit_price",
    "award",
    "interest",
    "loan_share",
    "years",
];

/// Purposes of which a share of the cost can be paid.
const PROJECTS: &[Supports] = &[
    Supports::BaseStation,
    Supports::GigabitAccess,
    Supports::OdnReadiness,
    Supports::SecondaryNode,
    Supports::Enterprise,
];

/// Every instrument without its numbers.
const BLANK: [Instrument; 12] = [
    Instrument::CapitalGrant(CapitalGrant {
        rate: 0.0,
        cap: None,
    }),
    Instrument::FreeDiagnosis(FreeDiagnosis { unit_price: None }),
    Instrument::Voucher(Voucher {
        rate: 0.0,
        cap: None,
    }),
    Instrument::CompletionReward(CompletionReward {
        rate: 0.0,
        cap: None,
    }),
    Instrument::InterestSubsidy(InterestSubsidy {
        interest: 0.0,
        loan_share: 0.0,
        years: 1,
        cap: None,
    }),
    Instrument::DirectBuild(DirectBuild),
    Instrument::SitingSupport(SitingSupport { unit_price: None }),
    Instrument::AwardOnRecognition(AwardOnRecognition {
        amount: Money::ZERO,
    }),
    Instrument::OperatorEnvelope,
    Instrument::CountyMatch,
    Instrument::OwnFunds,
    Instrument::RunningCosts,
];

/// The rules of the instrument that the programme `at` names.
pub(super) fn rules_of(at: &At<'_>) -> Option<(Instrument, Rules)> {
    let word = at.get_text("instrument")?;
    let blank = BLANK.into_iter().find(|blank| blank.key() == word)?;
    Some((blank, rules(&blank)))
}

fn rules(instrument: &Instrument) -> Rules {
    use Instrument as I;
    use Supports as S;
    let (needs, may): (&[&str], &[&str]) = match instrument {
        I::CapitalGrant(_) | I::Voucher(_) | I::CompletionReward(_) => (&["rate"], &["cap"]),
        I::InterestSubsidy(_) => (&["interest", "loan_share", "years"], &["cap"]),
        I::FreeDiagnosis(_) | I::SitingSupport(_) => (&[], &["unit_price"]),
        I::AwardOnRecognition(_) => (&["award"], &[]),
        I::DirectBuild(_)
        | I::OperatorEnvelope
        | I::CountyMatch
        | I::OwnFunds
        | I::RunningCosts => (&[], &[]),
    };
    let purposes: &[Supports] = match instrument {
        I::CapitalGrant(_) | I::CompletionReward(_) | I::InterestSubsidy(_) => PROJECTS,
        I::Voucher(_) => &[S::Enterprise],
        I::FreeDiagnosis(_) => &[S::Diagnosis],
        I::DirectBuild(_) => &[
            S::BaseStation,
            S::GigabitAccess,
            S::OdnReadiness,
            S::SecondaryNode,
        ],
        I::SitingSupport(_) => &[S::BaseStation],
        I::AwardOnRecognition(_) => &[S::Cultivation],
        I::OperatorEnvelope => &[S::BaseStation, S::GigabitAccess],
        I::CountyMatch => &S::ALL,
        I::OwnFunds => &[S::Enterprise, S::SecondaryNode],
        I::RunningCosts => &[S::BaseStation, S::SecondaryNode],
    };
    let (payers, money) = match instrument {
        I::CapitalGrant(_)
        | I::FreeDiagnosis(_)
        | I::Voucher(_)
        | I::CompletionReward(_)
        | I::InterestSubsidy(_)
        | I::DirectBuild(_)
        | I::SitingSupport(_)
        | I::AwardOnRecognition(_) => (Payers::Public, MoneyRule::Stated),
        I::CountyMatch => (Payers::County, MoneyRule::OfCounties),
        I::OperatorEnvelope => (Payers::Operator, MoneyRule::Envelope),
        I::OwnFunds => (Payers::Enterprise, MoneyRule::AsNeeded),
        I::RunningCosts => (Payers::Owner, MoneyRule::AsNeeded),
    };
    Rules {
        word: instrument.key(),
        needs,
        may,
        purposes,
        payers,
        money,
    }
}

/// The instrument with its own keys; says which are needed and which are not its own.
pub(super) fn instrument(
    blank: Instrument,
    rules: &Rules,
    at: &At<'_>,
    findings: &mut Findings,
) -> Option<Instrument> {
    for key in KEYS {
        if let Some(given) = at.get(key)
            && !rules.needs.contains(&key)
            && !rules.may.contains(&key)
        {
            not_its_own(&given, key, rules.word, findings);
        }
    }
    for key in rules.needs {
        needed(at, key, rules.word, findings);
    }
    filled(blank, at)
}

fn filled(blank: Instrument, at: &At<'_>) -> Option<Instrument> {
    use Instrument as I;
    let share = |key: &str| at.get_number(key, Measure::Share);
    let money = |key: &str| at.get(key).and_then(|at| at.money());
    let cap = money("cap");
    Some(match blank {
        I::CapitalGrant(_) => I::CapitalGrant(CapitalGrant {
            rate: share("rate")?,
            cap,
        }),
        I::Voucher(_) => I::Voucher(Voucher {
            rate: share("rate")?,
            cap,
        }),
        I::CompletionReward(_) => I::CompletionReward(CompletionReward {
            rate: share("rate")?,
            cap,
        }),
        I::InterestSubsidy(_) => I::InterestSubsidy(InterestSubsidy {
            interest: at.get_number("interest", Measure::Rate)?,
            loan_share: share("loan_share")?,
            years: at.get_whole("years")?,
            cap,
        }),
        I::FreeDiagnosis(_) => I::FreeDiagnosis(FreeDiagnosis {
            unit_price: money("unit_price"),
        }),
        I::SitingSupport(_) => I::SitingSupport(SitingSupport {
            unit_price: money("unit_price"),
        }),
        I::AwardOnRecognition(_) => I::AwardOnRecognition(AwardOnRecognition {
            amount: money("award")?,
        }),
        I::DirectBuild(_)
        | I::OperatorEnvelope
        | I::CountyMatch
        | I::OwnFunds
        | I::RunningCosts => blank,
    })
}

/// Whether instrument, purpose and payer make sense together.
pub(super) fn sense(
    rules: &Rules,
    funder: Funder,
    supports: Supports,
    at: &At<'_>,
    findings: &mut Findings,
) {
    let word = rules.word;
    if !rules.purposes.contains(&supports) {
        let keys: Vec<&str> = rules.purposes.iter().map(|s| s.key()).collect();
        let (keys, seen) = (keys.join(", "), supports.key());
        let what = Text::new(
            format!("{word} 不能支持 {seen}"),
            format!("{word} cannot support {seen}"),
        );
        let place = at.get("supports");
        findings
            .at(place.as_ref().unwrap_or(at), what)
            .allow(format!("可用: {keys}"), format!("one of: {keys}"));
        return;
    }
    let pays = |funder: Funder| match rules.payers {
        Payers::Public => funder.is_public(),
        Payers::County => funder == Funder::County,
        Payers::Operator => funder == Funder::Operator,
        Payers::Owner if supports == Supports::BaseStation => funder == Funder::Operator,
        Payers::Enterprise | Payers::Owner => funder == Funder::Enterprise,
    };
    if !pays(funder) {
        let payers = Funder::ALL.into_iter().filter(|f| pays(*f));
        let keys: Vec<&str> = payers.map(Funder::key).collect();
        let (keys, seen) = (keys.join(", "), funder.key());
        let what = Text::new(
            format!("{word} 不能由 {seen} 出资"),
            format!("{word} is not paid by {seen}"),
        );
        let place = at.get("funder");
        findings
            .at(place.as_ref().unwrap_or(at), what)
            .allow(format!("可用: {keys}"), format!("one of: {keys}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instrument_of_the_catalogue_is_read() {
        let blank: Vec<&str> = BLANK.iter().map(Instrument::key).collect();
        let catalogue: Vec<&str> = Instrument::catalogue()
            .iter()
            .map(|(key, _)| *key)
            .collect();
        assert_eq!(blank, catalogue);
    }
}
