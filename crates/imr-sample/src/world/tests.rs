//! What the generated world promises.

use super::*;
use std::collections::BTreeMap;

fn lines(seed: u64) -> Vec<String> {
    let world = GeneratedWorld::new(seed, 300, Mix::Usual);
    world.applications().map(|made| serde_json::to_string(&made).expect("it is JSON")).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    assert_eq!(lines(11), lines(11));
    assert_ne!(lines(11), lines(12));
    let roster = |seed| serde_json::to_string(&GeneratedWorld::new(seed, 1, Mix::Usual).roster(50)).expect("JSON");
    assert_eq!(roster(11), roster(11));
    assert_ne!(roster(11), roster(12));
}

#[test]
fn an_application_is_the_same_whether_or_not_those_before_it_were_made() {
    let world = GeneratedWorld::new(3, 300, Mix::Usual);
    assert_eq!(world.applications().nth(250), Some(world.application(250)));
}

#[test]
fn the_usual_mix_is_the_published_one() {
    let count = 6000;
    let world = GeneratedWorld::new(5, count, Mix::Usual);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut items, mut drugs, mut several, mut expedited) = (0, 0, 0, 0);
    for (_, truth) in world.applications() {
        *reasons.entry(truth.reason.unwrap_or("eligible")).or_default() += 1;
        items += truth.categories.len();
        drugs += truth.categories.iter().filter(|one| **one == Category::Pharmaceuticals).count();
        several += usize::from(truth.categories.len() > 1);
        expedited += usize::from(truth.expedited);
    }
    let share = |part: usize, whole: usize| part * 1000 / whole;
    let duplicates = reasons["DUPLICATE"];
    assert!((230..270).contains(&share(duplicates, count)), "{reasons:?}");
    assert!((880..930).contains(&share(reasons["eligible"], count - duplicates)), "{reasons:?}");
    assert_eq!(reasons.len(), 13, "every reason comes up: {reasons:?}");
    assert!((280..340).contains(&share(drugs, items)), "{drugs} of {items}");
    assert!((340..430).contains(&share(several, count)), "{several}");
    assert!((12..28).contains(&share(expedited, count)), "{expedited}");
}

#[test]
fn dates_stand_in_their_order() {
    for (form, truth) in GeneratedWorld::new(9, 3000, Mix::Usual).applications() {
        let Some(decision) = &form.ur_decision else { continue };
        let served = decision.served.expect("it was served");
        let line = truth.line;
        assert!(decision.requested <= decision.decided && decision.decided <= served, "{line}");
        assert!(served < form.received, "{line}");
        assert!(form.date_of_injury.is_none_or(|day| day <= decision.requested), "{line}: {form:?}");
        assert!(form.employee.born.is_some_and(|born| born.year() < 2010), "{line}");
    }
}

#[test]
fn the_mix_for_duplicates_has_exactly_what_it_says() {
    let world = GeneratedWorld::new(1, 1000, Mix::Duplicates);
    let truths: Vec<Truth> = world.applications().map(|(_, truth)| truth).collect();
    let of = |wanted: &[Relation]| {
        truths.iter().filter(|truth| truth.relation.is_some_and(|relation| wanted.contains(&relation))).count()
    };
    assert_eq!(of(&[Relation::Duplicate]), 200);
    assert_eq!(of(&[Relation::NextDecision, Relation::Twin, Relation::Namesake]), 100);
    for truth in truths.iter().filter(|truth| truth.relation.is_some()) {
        let first = truth.of.expect("it has a first");
        assert!(first < truth.line);
        assert_eq!(truths[first - 1].outcome, Outcome::Eligible);
        let disguised = !truth.disguises.is_empty();
        assert_eq!(disguised, truth.relation == Some(Relation::Duplicate));
    }
}

#[test]
fn some_conflicts_are_found_only_over_two_hops() {
    let world = GeneratedWorld::new(2, 200, Mix::Usual);
    let roster = world.roster(120);
    let conflicts: Vec<Conflict> =
        world.applications().flat_map(|(_, truth)| world.conflicts(&truth, &roster)).collect();
    assert!(conflicts.iter().any(|one| one.path.len() == 1), "tied to a party itself");
    assert!(conflicts.iter().any(|one| one.path.len() == 3), "tied to the owner of the owner, or to a sibling");
}
