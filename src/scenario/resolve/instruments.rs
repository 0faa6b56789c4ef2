//! Instruments: which keys each needs and which are not its own, and what it may pay for with whose money.

use super::programmes::{needed, not_its_own};
use crate::language::Text;
use crate::policy::instrument::{
    AwardOnRecognition, CapitalGrant, CompletionReward, DirectBuild, FreeDiagnosis,
    InterestSubsidy, SitingSupport, Voucher,
};
use crate::policy::{Funder, Instrument, Supports};
use crate::quantity::Measure;
use crate::scenario::finding::{At, Findings};

/// Keys that belong to some instruments only.
const INSTRUMENT_KEYS: [&str; 7] = [
    "rate",
    "cap",
    "unit_price",
    "award",
    "interest",
    "loan_share",
    "years",
];

/// The instrument with its own keys; says which are needed and which are not its own.
pub(super) fn instrument(word: &str, at: &At<'_>, findings: &mut Findings) -> Option<Instrument> {
    let (needs, may): (&[&str], &[&str]) = match word {
        "capital_grant" | "voucher" | "completion_reward" => (&["rate"], &["cap"]),
        "interest_subsidy" => (&["interest", "loan_share", "years"], &["cap"]),
        "free_diagnosis" | "siting_support" => (&[], &["unit_price"]),
        "award_on_recognition" => (&["award"], &[]),
        _ => (&[], &[]),
    };
    for key in INSTRUMENT_KEYS {
        if let Some(given) = at.get(key)
            && !needs.contains(&key)
            && !may.contains(&key)
        {
            not_its_own(&given, key, word, findings);
        }
    }
    for key in needs {
        needed(at, key, word, findings);
    }
    let share = |key: &str| at.get_number(key, Measure::Share);
    let money = |key: &str| at.get(key).and_then(|at| at.money());
    let cap = money("cap");
    Some(match word {
        "capital_grant" => Instrument::CapitalGrant(CapitalGrant {
            rate: share("rate")?,
            cap,
        }),
        "voucher" => Instrument::Voucher(Voucher {
            rate: share("rate")?,
            cap,
        }),
        "completion_reward" => Instrument::CompletionReward(CompletionReward {
            rate: share("rate")?,
            cap,
        }),
        "interest_subsidy" => Instrument::InterestSubsidy(InterestSubsidy {
            interest: at.get_number("interest", Measure::Rate)?,
            loan_share: share("loan_share")?,
            years: at.get_whole("years")?,
            cap,
        }),
        "free_diagnosis" => Instrument::FreeDiagnosis(FreeDiagnosis {
            unit_price: money("unit_price"),
        }),
        "siting_support" => Instrument::SitingSupport(SitingSupport {
            unit_price: money("unit_price"),
        }),
        "award_on_recognition" => Instrument::AwardOnRecognition(AwardOnRecognition {
            amount: money("award")?,
        }),
        "direct_build" => Instrument::DirectBuild(DirectBuild),
        "operator_envelope" => Instrument::OperatorEnvelope,
        "own_funds" => Instrument::OwnFunds,
        "county_match" => Instrument::CountyMatch,
        "running_costs" => Instrument::RunningCosts,
        _ => return None,
    })
}

/// Whether instrument, purpose and payer make sense together.
pub(super) fn sense(
    word: &str,
    funder: Funder,
    supports: Supports,
    at: &At<'_>,
    findings: &mut Findings,
) {
    use Supports as S;
    let purposes: &[Supports] = match word {
        "siting_support" => &[S::BaseStation],
        "free_diagnosis" => &[S::Diagnosis],
        "award_on_recognition" => &[S::Cultivation],
        "voucher" => &[S::Enterprise],
        "operator_envelope" => &[S::BaseStation, S::GigabitAccess],
        "own_funds" => &[S::Enterprise, S::SecondaryNode],
        "county_match" => &S::ALL,
        "running_costs" => &[S::BaseStation, S::SecondaryNode],
        "direct_build" => &[
            S::BaseStation,
            S::GigabitAccess,
            S::OdnReadiness,
            S::SecondaryNode,
        ],
        _ => &[
            S::BaseStation,
            S::GigabitAccess,
            S::OdnReadiness,
            S::SecondaryNode,
            S::Enterprise,
        ],
    };
    if !purposes.contains(&supports) {
        let keys: Vec<&str> = purposes.iter().map(|s| s.key()).collect();
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
    let payers: Vec<Funder> = match (word, supports) {
        ("operator_envelope", _) | ("running_costs", S::BaseStation) => vec![Funder::Operator],
        ("own_funds" | "running_costs", _) => vec![Funder::Enterprise],
        ("county_match", _) => vec![Funder::County],
        _ => Funder::ALL.into_iter().filter(|f| f.is_public()).collect(),
    };
    if !payers.contains(&funder) {
        let keys: Vec<&str> = payers.iter().map(|f| f.key()).collect();
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
