//! What the index of filings holds of an application, told from its history
//! alone: so it can be checked, and made anew.

use crate::filing::keys as keys_of;
use imr_core::application::Fact;
use imr_core::audit::Event;
use imr_core::duplicate::Identity;
use imr_core::fact::{Unreplayable, read};
use imr_store::FilingKey;
use std::collections::BTreeSet;

/// An application in the index.
pub(crate) struct Indexed {
    /// What it is compared by, as it is now.
    identity: Identity,
    /// The keys of every form it ever had, each once: an earlier form may be
    /// what another is like.
    pub(crate) keys: Vec<FilingKey>,
}

impl Indexed {
    /// What the index keeps to compare it by.
    pub(crate) fn body(&self) -> serde_json::Result<String> {
        serde_json::to_string(&self.identity)
    }

    /// Whether the index keeps just this.
    pub(crate) fn is(&self, body: &str) -> bool {
        serde_json::from_str::<Identity>(body).is_ok_and(|found| found == self.identity)
    }
}

/// What the index holds by this history; nothing where no form came.
pub(crate) fn indexed(events: &[Event]) -> Result<Option<Indexed>, Unreplayable> {
    let (mut identity, mut keys) = (None, BTreeSet::new());
    for event in events {
        if let Fact::Received { form, .. } | Fact::Answered { form, .. } = read::<Fact>(event)? {
            let now = Identity::of(&form);
            keys.extend(keys_of(&now));
            identity = Some(now);
        }
    }
    Ok(identity.map(|identity| Indexed { identity, keys: keys.into_iter().collect() }))
}

#[cfg(test)]
mod tests {
    use super::{FilingKey, indexed};
    use imr_core::application::{Fact, Form};
    use imr_core::audit::{Event, Head};
    use imr_core::party::{Actor, Role};

    fn event(head: Head, fact: &Fact) -> Event {
        let fact = serde_json::to_string(fact).expect("a fact has JSON");
        let at = "2015-03-02T17:00:00Z".parse().expect("an instant");
        Event::after(head, "application/a", at, Actor::new(Role::Intake, "intake-1"), "test", fact)
    }

    #[test]
    fn a_completed_application_keeps_the_keys_of_its_first_form() {
        let mut form = Form::received_on("2015-03-02".parse().expect("a day"));
        form.claim_number = "WC-10001".to_owned();
        let received = event(Head::EMPTY, &Fact::Received { id: uuid::Uuid::from_u128(1), form: form.clone() });
        form.claim_number = "WC-10010".to_owned();
        let answered = event(received.head(), &Fact::Answered { form, on: None });
        let found = indexed(&[received, answered]).expect("it is read").expect("a form came");
        let mut expected = ["claim WC10001", "claim WC10010"].map(FilingKey::of);
        expected.sort_unstable();
        assert_eq!(found.keys, expected);
        assert_eq!(found.identity.claim, "WC10010", "it is compared by what it says now");
        assert!(found.is(&found.body().expect("it has JSON")));
        assert!(indexed(&[]).expect("it is read").is_none());
    }
}
