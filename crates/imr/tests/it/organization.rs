//! An organization of one's own, from an empty folder on.

use crate::program::Desk;

const DESCRIBED: &str =
    "name = \"Valley Review\"\naddress = [\"1 Sample Way\"]\nmedical_director = \"Pat Sample, MD\"\n";

#[test]
fn a_folder_begins_with_a_description_and_can_be_described_again() {
    let desk = Desk::new();
    let none = desk.run(&["organization", "show", "--data", "own"]);
    assert_eq!(none.status, Some(1));
    assert!(none.err.contains("imr organization set FILE"), "{}", none.err);
    std::fs::write(desk.path("own.toml"), DESCRIBED).expect("it is written");
    let set = desk.run(&["organization", "set", "own.toml", "--data", "own"]);
    assert_eq!(set.status, Some(0), "{}", set.err);
    let moved = DESCRIBED.replace("1 Sample Way", "2 Sample Way") + "first_case_number = 7\n";
    std::fs::write(desk.path("own.toml"), moved).expect("it is written");
    assert_eq!(desk.run(&["organization", "set", "own.toml", "--data", "own"]).status, Some(0));
    let shown = desk.run(&["organization", "show", "--data", "own"]).out;
    assert_eq!(
        shown,
        "Valley Review\n  2 Sample Way\n  medical director: Pat Sample, MD\n  first case number of a year: 7\n"
    );
    let audit = desk.run(&["audit", "verify", "--data", "own"]);
    assert_eq!(audit.status, Some(0), "{}{}", audit.out, audit.err);
}

#[test]
fn a_description_that_lacks_something_is_refused_with_what_it_must_hold() {
    let desk = Desk::new();
    std::fs::write(desk.path("own.toml"), "name = \"\"\naddress = []\nmedical_director = \"Pat Sample, MD\"\n")
        .expect("it is written");
    let said = desk.run(&["organization", "set", "own.toml", "--data", "own"]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("name is empty. It must hold name, address"), "{}", said.err);
    assert!(!desk.path("own").exists(), "nothing was made");
}
