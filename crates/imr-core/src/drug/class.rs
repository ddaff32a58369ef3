//! The class of a drug in the list of the DWC.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/drug-classes.csv");

static CLASSES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(','))
        .flat_map(|(class, ingredients)| ingredients.split('|').map(move |i| (i, class)))
        .collect()
});

/// Every class as the DWC names it, with its ingredients.
pub fn classes() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(','));
    rows.map(|(class, ingredients)| (class, ingredients.split('|').collect()))
}

/// The class of an ingredient as the DWC names it, such as `Opioids`.
#[must_use]
pub fn class_of(ingredient: &str) -> Option<&'static str> {
    CLASSES.get(ingredient).copied()
}
