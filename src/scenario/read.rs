//! Typed values out of a tree whose form has been checked. Where the form is wrong there is no value: the fault has
//! already been found.

use super::finding::At;
use crate::language::Text;
use crate::quantity::{Decimal, Measure, Money, Year, parse_money};

impl At<'_> {
    /// The scalar's text.
    pub(super) fn word(&self) -> Option<&str> {
        self.node.scalar().filter(|_| !self.node.is_null())
    }

    /// The text of the scalar `key`.
    pub(super) fn get_text(&self, key: &str) -> Option<String> {
        Some(self.get(key)?.word()?.trim().to_owned())
    }

    /// The two languages under `key`.
    pub(super) fn get_bilingual(&self, key: &str) -> Option<Text> {
        let at = self.get(key)?;
        Some(Text::new(at.get_text("zh")?, at.get_text("en")?))
    }

    /// A quantity in the measure's own unit, exact; money in fen.
    pub(super) fn decimal(&self, measure: Measure) -> Option<Decimal> {
        measure.parse(self.word()?).ok()
    }

    /// A quantity in the engine's unit: money in yuan, shares as fractions.
    pub(super) fn number(&self, measure: Measure) -> Option<f64> {
        let value = self.decimal(measure)?;
        Some(match measure {
            Measure::Money => value.shifted(-2).to_f64(),
            _ => value.to_f64(),
        })
    }

    /// The quantity `key` in the engine's unit.
    pub(super) fn get_number(&self, key: &str, measure: Measure) -> Option<f64> {
        self.get(key)?.number(measure)
    }

    /// An amount of money.
    pub(super) fn money(&self) -> Option<Money> {
        parse_money(self.word()?).ok()
    }

    /// A whole number that fits `T`.
    pub(super) fn whole<T: TryFrom<i128>>(&self) -> Option<T> {
        let n = self.decimal(Measure::Number)?.whole()?;
        T::try_from(n).ok()
    }

    /// The whole number `key`.
    pub(super) fn get_whole<T: TryFrom<i128>>(&self, key: &str) -> Option<T> {
        self.get(key)?.whole()
    }

    /// The year `key`.
    pub(super) fn get_year(&self, key: &str) -> Option<Year> {
        self.get_whole(key)
    }

    /// The flag `key`, false where it is not given.
    pub(super) fn get_flag(&self, key: &str) -> bool {
        self.get(key).is_some_and(|at| at.word() == Some("true"))
    }

    /// The one of `all` whose word stands at `key`.
    pub(super) fn get_choice<T: Copy>(
        &self,
        key: &str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let at = self.get(key)?;
        let seen = at.word()?;
        all.iter().copied().find(|t| word(*t) == seen)
    }
}
