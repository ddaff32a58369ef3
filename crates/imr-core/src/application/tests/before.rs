//! Histories and rows as an earlier program wrote them: a decided application
//! does not change because the program does.

use super::*;
use crate::audit::verify_chain;

/// An application of an invented worker, as the program of an earlier day kept
/// it.
#[derive(serde::Deserialize)]
struct Kept {
    events: Vec<Event>,
    row: Application,
}

fn kept() -> Vec<Kept> {
    let lines = include_str!("kept_before.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("it is read")).collect()
}

#[test]
fn what_an_earlier_program_wrote_replays_to_rows_that_agree() {
    let mut stages = Vec::new();
    for Kept { events, row } in kept() {
        verify_chain(&events[0].stream, &events).expect("the chain holds");
        let replayed = Application::replay(&events).expect("it replays");
        assert!(replayed.is_kept_as(&row), "{} of {}", row.stage.name(), row.id);
        stages.push(row.stage.name());
    }
    assert_eq!(stages, ["ineligible", "deferred", "assigned", "duplicate"]);
}

#[test]
fn a_row_that_says_something_else_than_its_history_never_agrees() {
    for Kept { events, row } in kept() {
        let replayed = Application::replay(&events).expect("it replays");
        let mut changed = row.clone();
        changed.form.claim_number.push('7');
        assert!(!replayed.is_kept_as(&changed), "{}", row.id);
        let mut changed = row.clone();
        changed.stage = Stage::Withdrawn { on: row.form.received };
        assert!(!replayed.is_kept_as(&changed), "{}", row.id);
        if let Stage::Ineligible { screening, refiled, .. } = row.stage.clone() {
            let found = Some(row.form.received.yesterday().expect("a day"));
            let changed = Application { stage: Stage::Ineligible { screening, refiled, found }, ..row };
            assert!(!replayed.is_kept_as(&changed), "another day than the history tells");
        }
    }
}

#[test]
fn who_was_found_ineligible_by_an_earlier_program_may_still_petition() {
    let Kept { events, .. } = kept().remove(0);
    let replayed = Application::replay(&events).expect("it replays");
    let day = replayed.form.received.tomorrow().expect("a day");
    let (after, _) =
        replayed.apply(Action::Petition { on: day }, &on(day), &Law::built_in()).expect("the way is open");
    assert_eq!(after.stage.state(), "A11");
}
