//! Histories and rows as an earlier program wrote them: a case does not change
//! because the program does.

use super::play::{LAW, occasion};
use crate::audit::{Event, verify_chain};
use crate::case::{Action, Case, Stage};
use crate::party::Role;

/// A case of an invented worker, as the program of an earlier day would have
/// kept it: from what is kept today, facts and row lack what came later.
#[derive(serde::Deserialize)]
struct Kept {
    events: Vec<Event>,
    row: Case,
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
        let replayed = Case::replay(&events).expect("it replays");
        assert!(replayed.is_kept_as(&row), "{} of {}", row.stage.name(), row.number());
        assert_ne!(replayed, row, "{}: the row lacks what came later", row.stage.name());
        stages.push(row.stage.name());
    }
    let expected =
        ["in review", "several reviewers", "letter draft", "determined", "implemented", "appealed", "closed"];
    assert_eq!(stages, expected);
}

#[test]
fn a_row_that_says_something_else_than_its_history_never_agrees() {
    for Kept { events, row } in kept() {
        let replayed = Case::replay(&events).expect("it replays");
        let changes: [fn(&mut Case); 4] = [
            |row| row.opening.claim_number.push('7'),
            |row| row.items.clear(),
            |row| row.stage = Stage::Assigned,
            |row| row.notices.truncate(0),
        ];
        for change in changes {
            let mut changed = row.clone();
            change(&mut changed);
            assert!(!replayed.is_kept_as(&changed), "{}", row.stage.name());
        }
        let unsent = Case { sent_to_reviewer: true, ..row.clone() };
        let sent = replayed.sent_to_reviewer;
        assert_eq!(replayed.is_kept_as(&unsent), sent && Case { sent_to_reviewer: false, ..unsent } == row);
    }
}

#[test]
fn a_case_of_an_earlier_program_goes_on() {
    for Kept { events, row } in kept() {
        let replayed = Case::replay(&events).expect("it replays");
        let closes = matches!(replayed.stage, Stage::Implemented { .. });
        let day = crate::calendar::after(events[events.len() - 1].at.to_zoned(jiff::tz::TimeZone::UTC).date(), 60);
        let who = occasion(Role::Coordinator, "c-1", day.expect("a day"));
        let closed = replayed.apply(Action::Close, &who, &LAW);
        assert_eq!(closed.is_ok(), closes, "{}: {:?}", row.stage.name(), closed.err());
    }
}
