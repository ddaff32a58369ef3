//! An earlier application, as a later one that is like it points to it:
//! whether the later one repeats it, files it anew, or asks anew for what it
//! put off (rulebook T3, T12, T15).

use super::{Application, Comparison, Earlier, Form, LiabilityResolved, Overruled, Stage};
use crate::duplicate::{self, Agreement, Identity, Likeness, Point};

impl Earlier {
    /// Whether the items that it shares with a later one are left to it: it
    /// stands, and it is on the same decision beyond doubt.
    pub(super) fn holds_its_items(&self) -> bool {
        let same = |point: &Point| point.agreement == Agreement::Same;
        !self.closed && self.likeness.decision.first().is_some_and(same)
    }

    pub(super) fn named(&self) -> String {
        format!("application {}{}", self.application, self.in_case())
    }

    pub(super) fn in_case(&self) -> String {
        self.case.as_ref().map_or(String::new(), |case| format!(" (case {case})"))
    }

    /// What `found` is to a later application with this form.
    #[must_use]
    pub fn of(found: &Application, likeness: Likeness, later: (&Form, &Identity)) -> Self {
        let case = match &found.stage {
            Stage::Assigned { case, .. } => Some(case.clone()),
            _ => None,
        };
        let closed = matches!(found.stage, Stage::Ineligible { .. } | Stage::Withdrawn { .. });
        let resolved = match later.0.liability_resolved {
            None => found.form.liability_resolved.clone(),
            Some(_) => None,
        };
        let mut one = Self { application: found.id, case, closed, renews: false, resolved, likeness };
        if !closed {
            one.compare_put_off(found, later);
        }
        one
    }

    /// Whether it stands, so that another like it is a duplicate.
    #[must_use]
    pub fn stands(&self) -> bool {
        !self.closed && !self.renews
    }

    /// Who files the same twice while liability is disputed asks for nothing
    /// new. Who does when the dispute has ended for the employee asks anew; so
    /// does who asks for nothing but what was put off.
    fn compare_put_off(&mut self, found: &Application, (form, identity): (&Form, &Identity)) {
        let deferred = matches!(found.stage, Stage::Deferred { .. });
        // What waits beside a case goes on waiting when the dispute has ended.
        let beside = found.form.liability_resolved.is_none()
            || found.stage.screening().is_some_and(crate::eligibility::Screening::is_eligible_in_part);
        let waits: Vec<bool> =
            found.form.disputed().map(|item| item.is_put_off() && (deferred || beside)).collect();
        if !waits.contains(&true) {
            return;
        }
        let asked = duplicate::asks_for(identity, &Identity::of(&found.form), &waits, self.likeness.is_duplicate());
        // What came before the notice that it has ended cannot ask anew.
        let ended = [form, &found.form]
            .iter()
            .filter_map(|one| one.liability_resolved.as_ref())
            .any(|resolved| resolved.for_employee && resolved.served <= form.received);
        let refiled = matches!(found.stage, Stage::Deferred { refiled: Some(_), .. });
        let alone = waits.contains(&false) && !asked.contains(&false);
        self.renews = asked.contains(&true) && (ended || refiled || alone);
        if self.renews {
            // What the earlier one disputes beside what it put off.
            let (all, some) = (self.likeness.is_duplicate(), std::mem::take(&mut self.likeness.shared));
            let rest = identity.items.iter().zip(&asked).filter(|(_, asked)| !deferred && !**asked);
            let rest = rest.map(|(item, _)| item.written.clone()).filter(|item| all || some.contains(item));
            self.likeness.shared = rest.collect();
        }
    }
}

impl Application {
    /// How a dispute about liability ended is so for every application on it.
    pub(super) fn learn_from(&mut self, like: Option<&Earlier>) {
        let resolved = like.and_then(|earlier| earlier.resolved.clone());
        if let (None, Some(resolved)) = (&self.form.liability_resolved, resolved) {
            // This one was asked for on the day it was received.
            self.form.liability_resolved = Some(LiabilityResolved { renewed: None, told: None, ..resolved });
        }
    }

    /// A person said of which application it is a duplicate, or that it is
    /// none.
    pub(super) fn found_like(&mut self, of: Earlier, overruled: Option<Overruled>) {
        let with = self.compared.as_ref().map_or(0, |compared| compared.with);
        self.compared = Some(Comparison { with, like: Some(of), overlapping: Vec::new(), overruled });
    }
}
