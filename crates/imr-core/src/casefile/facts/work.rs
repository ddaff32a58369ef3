//! Whether the patient works, and how.

use super::Scene;
use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use std::sync::LazyLock;

/// A status in normal words and the ways it is written; the first that stands
/// in a sentence decides.
const STATUSES: &[(&str, &str)] = &[
    (
        "temporarily totally disabled",
        r"temporar(?:y|ily) total(?:ly)? disab\w+|total(?:ly)? temporar(?:y|ily) disab\w+|ttd|(?:remain|remains|remained|kept|taken|be|stay|placed|currently|is|was) off (?:of )?work|off work|not (?:currently |presently )?working|has not (?:worked|returned to work)|unable to (?:return to )?work|no work",
    ),
    (
        "modified duty",
        r"(?:modified|light|restricted|limited|sedentary|transitional) (?:duty|duties|work)|temporar(?:y|ily) partial(?:ly)? disab\w+|tpd|(?:with|on) (?:work )?restrictions|no (?:heavy )?lifting (?:over|more|greater|above)",
    ),
    (
        "full duty",
        r"(?:full|regular|usual(?: and customary)?|normal) (?:duty|duties|work|occupation)|without restrictions?|no (?:work )?restrictions?|return(?:ed|s)? to (?:full|regular|usual) work|working full[- ]time",
    ),
    (
        "permanent and stationary",
        r"permanent (?:and|&) stationary|p ?(?:&|and) ?s|maxim(?:um|al) medical improvement|mmi",
    ),
    ("retired", r"(?:is|has|was|medically)? ?retired"),
    ("unemployed", r"unemployed|laid off|terminated from"),
    (
        "working",
        r"(?:is|continues|currently|has been|still|able to) (?:to )?work(?:ing)?|returned to work|back (?:at|to) work",
    ),
];

static STATUS: Pattern = LazyLock::new(|| {
    let ways: Vec<String> = STATUSES.iter().map(|(_, ways)| format!("({ways})")).collect();
    compiled(&format!(r"\b(?:{})\b", ways.join("|")))
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let Some(pattern) = STATUS.as_ref() else {
        return;
    };
    let found = pattern.captures_iter(scene.text).filter_map(|one| {
        let at = (0..STATUSES.len()).find(|at| one.get(at + 1).is_some())?;
        Some((one.get(0)?.range(), at))
    });
    if let Some((span, at)) = found.min_by_key(|(_, at)| *at) {
        scene.add(span, FactKind::WorkStatus { status: STATUSES[at].0.to_owned() });
    }
}
