//! Replay equals the row, over random legal walks.

use super::play::Play;
use super::table::actions;
use crate::audit::verify_chain;
use crate::case::{Case, Stage};

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(60))]
    #[test]
    fn a_replayed_history_gives_the_case_at_every_point(
        begin in 0usize..8,
        steps in proptest::collection::vec((0usize..1000, 0i32..12), 1..25),
    ) {
        let begins = [
            Play::begin, Play::overdue, Play::matched, Play::in_review,
            Play::several, Play::overturned, Play::appealed, Play::remanded,
        ];
        let mut play = begins[begin]();
        for (choice, days) in steps {
            play = play.after(days);
            let legal: Vec<Play> =
                actions(&play).into_iter().filter_map(|action| play.attempt(action).ok()).collect();
            if legal.is_empty() {
                break;
            }
            play = legal[choice % legal.len()].clone();
            let replayed = Case::replay(&play.events);
            proptest::prop_assert_eq!(replayed.as_ref(), Ok(&play.case));
            let row = serde_json::to_string(&play.case).expect("JSON");
            let read: Case = serde_json::from_str(&row).expect("a case");
            proptest::prop_assert_eq!(&read, &play.case);
        }
        let stream = Case::stream(play.case.number());
        proptest::prop_assert_eq!(verify_chain(&stream, &play.events), Ok(play.case.head));
        let determined = matches!(play.case.stage, Stage::Determined { .. });
        proptest::prop_assert!(!(determined && play.case.items.is_empty()), "a case without items has a letter");
    }
}
