//! Which ties are material, and which pass a tie on (rulebook 7.3). What
//! kinds of tie fall under which test are rows of the rule book.

use super::{Percent, Relation, Tie};
use crate::law::Law;
use crate::refusal::{Code, Refusal};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The tests of materiality, as in force on a day.
#[derive(Debug, Clone)]
pub struct Material {
    on: Date,
    familial: Vec<Relation>,
    professional: Vec<Relation>,
    financial: Vec<Relation>,
    carrying: Vec<Relation>,
    over: i64,
    ended_years: i64,
    /// Ties at most between the reviewer and somebody in the case.
    pub(super) hops: usize,
}

/// Whether a tie excludes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) excludes: bool,
    pub(super) because: String,
}

impl Verdict {
    fn excludes(because: impl Into<String>) -> Self {
        Self { excludes: true, because: because.into() }
    }

    fn noted(because: impl Into<String>) -> Self {
        Self { excludes: false, because: because.into() }
    }
}

impl Material {
    /// The tests in force on a day.
    pub fn on(law: &Law, on: Date) -> Result<Self, Refusal> {
        let number = |code: &str| law.value(code, on)?.number();
        Ok(Self {
            on,
            familial: relations(law, "conflict-familial", on)?,
            professional: relations(law, "conflict-professional", on)?,
            financial: relations(law, "conflict-financial", on)?,
            carrying: relations(law, "conflict-carried-by", on)?,
            over: number("conflict-share-over")?,
            ended_years: number("conflict-ended-years")?,
            hops: usize::try_from(number("conflict-hops-at-most")?).unwrap_or_default(),
        })
    }

    /// Judges a tie of the reviewer.
    pub(super) fn judge(&self, tie: &Tie) -> Verdict {
        if let Some(ended) = self.over_for_long(tie) {
            return Verdict::noted(format!("ended on {ended}, more than {} years ago", self.ended_years));
        }
        if self.familial.contains(&tie.kind) {
            Verdict::excludes("material familial tie")
        } else if self.professional.contains(&tie.kind) {
            Verdict::excludes("material professional tie")
        } else if self.financial.contains(&tie.kind) {
            self.financial(tie.share)
        } else {
            Verdict::noted(format!("not material: {}", tie.kind))
        }
    }

    /// Judges a tie of a relative of the reviewer. A relative who only works
    /// somewhere is none of the persons the rule names.
    pub(super) fn judge_relative(&self, kin: Relation, tie: &Tie) -> Verdict {
        if !self.familial.contains(&kin) {
            return Verdict::noted(format!("not material: {kin}"));
        }
        if matches!(tie.kind, Relation::Employee | Relation::Member) {
            return Verdict::noted("the relative only works there");
        }
        self.judge(tie)
    }

    fn financial(&self, share: Option<Percent>) -> Verdict {
        match share {
            None => Verdict::excludes("financial tie of a share that nobody stated"),
            Some(share) if share.is_over(self.over) => {
                Verdict::excludes(format!("material financial tie: {share} is over {} %", self.over))
            }
            Some(share) => Verdict::noted(format!("not material: {share} is not over {} %", self.over)),
        }
    }

    /// Whether a tie between others passes the reviewer's tie on.
    pub(super) fn carries(&self, tie: &Tie) -> bool {
        let large = tie.share.is_none_or(|share| share.is_over(self.over));
        self.carrying.contains(&tie.kind) && large && self.begun(tie) && self.over_for_long(tie).is_none()
    }

    /// Whether a tie has begun.
    pub(super) fn begun(&self, tie: &Tie) -> bool {
        tie.from.is_none_or(|from| from <= self.on)
    }

    fn over_for_long(&self, tie: &Tie) -> Option<Date> {
        let ended = tie.to?;
        let counts_until = ended.checked_add(self.ended_years.years()).unwrap_or(Date::MAX);
        (counts_until < self.on).then_some(ended)
    }
}

/// The kinds of tie that a row lists.
fn relations(law: &Law, code: &str, on: Date) -> Result<Vec<Relation>, Refusal> {
    let listed = law.value(code, on)?.words()?;
    let known = |word: &str| {
        Relation::from_code(word).ok_or_else(|| {
            Refusal::new(
                Code::NoRule,
                format!("The row {code} in the rule book lists \"{word}\", which is no kind of tie."),
                "Correct the row in the rule files; docs/operating.md lists the kinds.",
            )
        })
    };
    listed.split(',').map(str::trim).map(known).collect()
}
