//! Names of medical specialties: one name for what boards, letters and
//! rosters call by several (`data/specialties.csv`).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/specialties.csv");

static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.rsplit_once(','))
        .flat_map(|(name, others)| {
            let name = name.trim_matches('"');
            let others = others.split('|').filter(|other| !other.is_empty());
            others.chain([name]).map(move |one| (plain(one), name))
        })
        .collect()
});

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace('&', "and")
}

/// The one name of a specialty; the name itself where it is not in the table.
#[must_use]
pub fn canonical(name: &str) -> Cow<'_, str> {
    NAMES.get(&plain(name)).map_or_else(|| Cow::Owned(name.trim().to_owned()), |known| Cow::Borrowed(*known))
}

/// Whether a specialty is in the table.
#[must_use]
pub fn is_known(name: &str) -> bool {
    NAMES.contains_key(&plain(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specialty_has_one_name() {
        for (name, one) in [
            ("Orthopedic Surgery", "Orthopaedic Surgery"),
            ("physical medicine & rehabilitation", "Physical Medicine and Rehabilitation"),
            ("Occupational and Environmental Medicine", "Occupational Medicine"),
            ("Endocrinology, Diabetes and Metabolism", "Endocrinology, Diabetes and Metabolism"),
            ("Pain Management", "Pain Medicine"),
            ("Unheard Of", "Unheard Of"),
        ] {
            assert_eq!(canonical(name), one);
        }
    }
}
