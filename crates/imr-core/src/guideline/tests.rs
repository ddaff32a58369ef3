//! The carried guideline files load, and a typo in one is named.

use super::*;
use jiff::civil::date;

#[test]
fn the_carried_guidelines_load_and_every_criterion_has_a_basis() {
    let library = Library::parse(built_in::GUIDELINES).expect("the carried guideline files load");
    for guideline in library.guidelines() {
        for criterion in guideline.sections.iter().flat_map(|section| &section.criteria) {
            assert!(criterion.is_verified(), "{}: {}", guideline.id, criterion.id);
            assert!(!criterion.search.is_empty(), "{}: {}", guideline.id, criterion.id);
        }
    }
}

#[test]
fn an_item_finds_its_sections_by_ingredient_and_by_phrase_while_in_force() {
    let library = Library::built_in();
    let titles = |item: &str, on| {
        let found = library.for_item(item, on);
        found.iter().map(|one| one.section.id.clone()).collect::<Vec<_>>()
    };
    let day = date(2015, 2, 10);
    assert_eq!(titles("Norco 5/325 MG #30", day), ["opioids"]);
    assert_eq!(titles("Flexeril 5 mg #30", day), ["cyclobenzaprine"]);
    assert_eq!(titles("Follow-up visit with an orthopedic specialist", day), ["referral"]);
    assert_eq!(titles("Massage therapy x 6", day), Vec::<String>::new());
    assert_eq!(titles("Norco 5/325 MG #30", date(2018, 1, 2)), Vec::<String>::new());
}

#[test]
fn a_typo_in_a_guideline_file_is_named_with_its_line() {
    let good = built_in::GUIDELINES[0].1;
    let fault = |text: &str| Library::parse(&[("mine.toml", text)]).expect_err("it is refused");
    let typo = fault(&good.replacen("not_met =", "notmet =", 1));
    assert!(typo.reason.contains("notmet"), "{typo}");
    assert!(typo.line > 10, "{typo}");
    let unknown = fault(&good.replacen("all = [\"pain-relief\"", "all = [\"pain-releif\"", 1));
    assert!(unknown.reason.contains("pain-releif"), "{unknown}");
    let broken = fault("id = \"x\nrank");
    assert_eq!(broken.line, 2, "{broken}");
}
