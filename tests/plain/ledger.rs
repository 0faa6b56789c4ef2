//! Books kept by hand: one account a programme and place, free money as what is left over. Knows nothing of what is bought.

use dabiao::policy::allocation::CountyWeights;
use dabiao::policy::{Budget, Instrument, Programme, Subject, Supports, Timing};
use dabiao::quantity::{Money, Year};
use dabiao::record::LedgerRow;

/// Fen are divided by whole numbers only: shares and ratios are taken in millionths.
const MILLION: i64 = 1_000_000;

/// One programme and place in the current year.
#[derive(Clone, Copy, Default)]
struct Account {
    appropriated: Money,
    moved_in: Money,
    brought_in: Money,
    recovered: Money,
    spent: Money,
    promised: Money,
}

impl Account {
    /// What came in and is neither spent nor promised.
    fn free(&self) -> Money {
        self.appropriated + self.moved_in + self.brought_in + self.recovered
            - self.spent
            - self.promised
    }
}

/// Support promised to a project: programme money and the county's match.
#[derive(Clone, Copy)]
struct Promise {
    programme: usize,
    county: usize,
    own: Money,
    matched: Money,
    paid_own: Money,
    paid_matched: Money,
    failed: bool,
}

/// A payment on the calendar.
enum Due {
    /// Part of a promise, by its number.
    Promise(usize, Money, Money),
    /// Money of owners, by programme and county.
    Bill(usize, usize, Money),
}

/// The books of a run.
pub struct Books<'a> {
    pub programmes: &'a [Programme],
    counties: usize,
    base_year: Year,
    accounts: Vec<Account>,
    /// Programme and county: nothing more is awarded this year.
    shut: Vec<bool>,
    promises: Vec<Promise>,
    calendar: Vec<Vec<Due>>,
    rows: Vec<LedgerRow>,
}

fn millionths(ratio: f64) -> i64 {
    libm::round(ratio * 1e6) as i64
}

impl<'a> Books<'a> {
    pub fn new(programmes: &'a [Programme], counties: usize, base_year: Year) -> Self {
        Self {
            programmes,
            counties,
            base_year,
            accounts: vec![Account::default(); programmes.len() * (counties + 1)],
            shut: vec![false; programmes.len() * counties],
            promises: Vec::new(),
            calendar: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Numbers of the programmes for `supports` that run in `year` and pay in one of the wanted ways.
    pub fn running(
        &self,
        supports: Supports,
        year: Year,
        wanted: impl Fn(&Instrument) -> bool,
    ) -> Vec<usize> {
        let runs =
            |p: &Programme| p.supports == supports && p.first_year <= year && year <= p.last_year;
        (0..self.programmes.len())
            .filter(|p| runs(&self.programmes[*p]) && wanted(&self.programmes[*p].instrument))
            .collect()
    }

    /// Whether a programme would still give `subject`, of `county`, anything this year.
    pub fn offers(&self, programme: usize, county: usize, subject: &Subject) -> bool {
        !self.shut[programme * self.counties + county]
            && self.free(programme, county) > Money::ZERO
            && self.programmes[programme].filter.admits(subject)
    }

    /// Money that a programme can still promise in a county.
    pub fn free(&self, programme: usize, county: usize) -> Money {
        let pooled = self.pooled(programme);
        let place = if pooled { 0 } else { county + 1 };
        self.accounts[programme * (self.counties + 1) + place].free()
    }

    /// Money that a programme has paid out in a county this year.
    pub fn spent(&self, programme: usize, county: usize) -> Money {
        self.accounts[self.line(programme, county)].spent
    }

    /// Puts `amount` in the pool.
    pub fn fill_pool(&mut self, programme: usize, amount: Money) {
        self.accounts[programme * (self.counties + 1)].appropriated += amount;
    }

    /// Money promised before the first year, still to be paid.
    pub fn inherit(&mut self, programme: usize, county: usize, amount: Money) {
        let line = self.line(programme, county);
        self.accounts[line].brought_in += amount;
        self.accounts[line].promised += amount;
    }

    /// This year's stated budgets, over counties by each programme's rule; `gap` says what a county lacks of a purpose.
    pub fn appropriate(
        &mut self,
        year: Year,
        drawn: &[f64],
        mut weights: CountyWeights,
        gap: impl Fn(Supports, usize) -> f64,
    ) {
        for (number, programme) in self.programmes.iter().enumerate() {
            let Budget::Stated { amounts, scaled_by } = &programme.budget else {
                continue;
            };
            if year < programme.first_year || year > programme.last_year {
                continue;
            }
            let Some(stated) = amounts.get((year - programme.first_year) as usize) else {
                continue;
            };
            let amount = scaled_by.map_or(*stated, |parameter| stated.times(drawn[parameter]));
            weights.gap = (0..self.counties)
                .map(|county| gap(programme.supports, county))
                .collect();
            let Some(shares) = programme.allocation.weights(&weights) else {
                self.fill_pool(number, amount);
                continue;
            };
            let only = &programme.filter.counties;
            let admitted = |county: usize| only.is_empty() || only.contains(&(county as u16));
            let keep = |shares: &[f64]| -> Vec<f64> {
                let kept = |(county, share): (usize, &f64)| {
                    if admitted(county) { *share } else { 0.0 }
                };
                shares.iter().enumerate().map(kept).collect()
            };
            let mut shares = keep(&shares);
            if !shares.iter().any(|share| *share > 0.0) {
                shares = keep(&weights.population);
            }
            for (county, part) in amount.split(&shares).into_iter().enumerate() {
                let line = self.line(number, county);
                self.accounts[line].appropriated += part;
            }
        }
    }

    /// Promises `support` and says how much it became with a short match. Where the programme has not enough for its own
    /// part, it is shut for the county (a pool: for all) until next year; where the match is empty, for the county.
    pub fn award(
        &mut self,
        programme: usize,
        county: usize,
        support: Money,
        year: Year,
    ) -> Option<(usize, Money)> {
        if self.shut[programme * self.counties + county] || support <= Money::ZERO {
            return None;
        }
        let matching = self.programmes[programme].matching;
        let (mut own, mut matched, mut purse_left) = (support, Money::ZERO, true);
        if let Some(matching) = matching {
            own = support.scaled(MILLION, MILLION + millionths(matching.ratio));
            matched = support - own;
        }
        let enough = own <= self.free(programme, county);
        if let Some(matching) = matching {
            let purse = self.free(usize::from(matching.from), county);
            if purse < matched {
                own = purse.scaled(MILLION, millionths(matching.ratio));
                matched = purse;
                purse_left = own > Money::ZERO;
            }
        }
        if !enough || !purse_left {
            let first = programme * self.counties;
            if self.pooled(programme) && !enough {
                self.shut[first..first + self.counties].fill(true);
            } else {
                self.shut[first + county] = true;
            }
            return None;
        }
        self.take(programme, county, own);
        if let Some(matching) = matching {
            self.take(usize::from(matching.from), county, matched);
        }
        let number = self.promises.len();
        self.promises.push(Promise {
            programme,
            county,
            own,
            matched,
            paid_own: Money::ZERO,
            paid_matched: Money::ZERO,
            failed: false,
        });
        if self.programmes[programme].instrument.timing() == Timing::AtAward {
            let due = year + Year::from(self.programmes[programme].payment_lag);
            self.note(due, Due::Promise(number, own, matched));
        }
        Some((number, own + matched))
    }

    /// The project is finished: what waits for that falls due, after the programme's lag.
    pub fn complete(&mut self, number: usize, year: Year) {
        let promise = self.promises[number];
        if promise.failed {
            return;
        }
        let programme = &self.programmes[promise.programme];
        let due = year + Year::from(programme.payment_lag);
        match programme.instrument.timing() {
            Timing::AtAward => {}
            Timing::AtCompletion => {
                self.note(due, Due::Promise(number, promise.own, promise.matched));
            }
            Timing::Yearly(years) => {
                let own = equal_parts(promise.own, years);
                let matched = equal_parts(promise.matched, years);
                for (after, (own, matched)) in own.into_iter().zip(matched).enumerate() {
                    self.note(due + after as Year, Due::Promise(number, own, matched));
                }
            }
        }
    }

    /// The project has failed: promises are free again, and what was paid comes back.
    pub fn fail(&mut self, number: usize) {
        let promise = self.promises[number];
        if promise.failed {
            return;
        }
        self.promises[number].failed = true;
        let county = promise.county;
        self.give_back(promise.programme, county, promise.own, promise.paid_own);
        if let Some(matching) = self.programmes[promise.programme].matching {
            let from = usize::from(matching.from);
            self.give_back(from, county, promise.matched, promise.paid_matched);
        }
    }

    /// Promises money of a programme without a match.
    pub fn take(&mut self, programme: usize, county: usize, amount: Money) {
        assert!(amount <= self.free(programme, county), "overspent");
        let line = self.line(programme, county);
        if self.pooled(programme) {
            self.accounts[programme * (self.counties + 1)].moved_in += -amount;
            self.accounts[line].moved_in += amount;
        }
        self.accounts[line].promised += amount;
    }

    /// Takes back a promise of which `paid` was paid already.
    pub fn give_back(&mut self, programme: usize, county: usize, promised: Money, paid: Money) {
        let line = self.line(programme, county);
        self.accounts[line].promised += paid - promised;
        self.accounts[line].recovered += paid;
        if self.pooled(programme) {
            self.accounts[line].moved_in += -promised;
            self.accounts[programme * (self.counties + 1)].moved_in += promised;
        }
    }

    /// Pays promised money now.
    pub fn pay(&mut self, programme: usize, county: usize, amount: Money) {
        let line = self.line(programme, county);
        self.accounts[line].promised += -amount;
        self.accounts[line].spent += amount;
        assert!(self.accounts[line].promised >= Money::ZERO, "paid unasked");
    }

    /// Owners bring `amount` of their own and pay it in equal parts over `years`, this year's first.
    pub fn bring(&mut self, programme: usize, county: usize, amount: Money, year: Year, years: u8) {
        let line = self.line(programme, county);
        self.accounts[line].appropriated += amount;
        self.accounts[line].promised += amount;
        for (after, part) in equal_parts(amount, years).into_iter().enumerate() {
            self.note(year + after as Year, Due::Bill(programme, county, part));
        }
    }

    /// Pays what stands on this year's page and closes it.
    pub fn close(&mut self, year: Year) {
        for account in &self.accounts {
            assert!(account.free() >= Money::ZERO, "overspent");
        }
        let places = self.counties + 1;
        for at in 0..self.accounts.len() {
            let account = self.accounts[at];
            let programme = at / places;
            let free = account.free();
            let kept = free.scaled(millionths(self.programmes[programme].carry_over), MILLION);
            let came = [
                account.appropriated,
                account.moved_in,
                account.brought_in,
                account.recovered,
                account.spent,
            ];
            if came.iter().any(|amount| !amount.is_zero()) {
                self.rows.push(LedgerRow {
                    programme: programme as u16,
                    county: (at % places).checked_sub(1).map(|county| county as u16),
                    year,
                    appropriated: account.appropriated,
                    transferred_in: account.moved_in,
                    carried_in: account.brought_in,
                    recovered: account.recovered,
                    spent: account.spent,
                    committed: account.promised,
                    carried_over: kept,
                    lapsed: free - kept,
                });
            }
            self.accounts[at] = Account {
                brought_in: kept + account.promised,
                promised: account.promised,
                ..Account::default()
            };
        }
        self.shut.fill(false);
    }

    /// Pays what has fallen due by the end of `year`.
    pub fn pay_due(&mut self, year: Year) {
        let at = (year - self.base_year) as usize;
        if at >= self.calendar.len() {
            return;
        }
        for due in std::mem::take(&mut self.calendar[at]) {
            match due {
                Due::Bill(programme, county, amount) => self.pay(programme, county, amount),
                Due::Promise(number, own, matched) => {
                    let promise = &mut self.promises[number];
                    if promise.failed {
                        continue;
                    }
                    promise.paid_own += own;
                    promise.paid_matched += matched;
                    let (programme, county) = (promise.programme, promise.county);
                    self.pay(programme, county, own);
                    if let Some(matching) = self.programmes[programme].matching {
                        self.pay(usize::from(matching.from), county, matched);
                    }
                }
            }
        }
    }

    /// All rows, by programme, county and year.
    pub fn into_rows(mut self) -> Vec<LedgerRow> {
        self.rows
            .sort_by_key(|row| (row.programme, row.county, row.year));
        self.rows
    }

    fn note(&mut self, year: Year, due: Due) {
        let at = (year - self.base_year) as usize;
        while self.calendar.len() <= at {
            self.calendar.push(Vec::new());
        }
        self.calendar[at].push(due);
    }

    fn pooled(&self, programme: usize) -> bool {
        self.programmes[programme].allocation.pooled()
    }

    /// Account of a programme's county line.
    fn line(&self, programme: usize, county: usize) -> usize {
        programme * (self.counties + 1) + county + 1
    }
}

/// `amount` in `parts` equal parts, odd fen first.
fn equal_parts(amount: Money, parts: u8) -> Vec<Money> {
    let parts = i64::from(parts);
    let (each, odd) = (
        amount.fen().div_euclid(parts),
        amount.fen().rem_euclid(parts),
    );
    (0..parts)
        .map(|part| Money::from_fen(each + i64::from(part < odd)))
        .collect()
}
