//! Sentences and what they do with what they name.

use super::*;

fn marks(sentence: &str, named: &str) -> String {
    let from = sentence.find(named).unwrap_or_else(|| panic!("{named:?} stands in {sentence:?}"));
    Reading::new(sentence, Section::Plain).context(&(from..from + named.len())).in_words()
}

#[test]
fn a_sentence_says_what_it_does_with_what_it_names() {
    for (sentence, named, expected) in [
        ("Lumbar spasm is present.", "spasm", ""),
        ("The patient denies numbness, tingling, or weakness.", "weakness", "negated"),
        ("No edema, but there is crepitus.", "crepitus", ""),
        ("The abdomen is nontender.", "tender", "negated"),
        // The mark before it takes several bytes.
        ("The knee is \u{201c}tender\u{201d}.", "tender", ""),
        ("The fracture is not seen.", "fracture", "negated"),
        ("Return if swelling develops.", "swelling", "conditional"),
        ("Risks were explained, including infection and nonunion.", "nonunion", "conditional"),
        ("Family History: hypertension and gout.", "gout", "other person"),
        ("Her mother had lupus.", "lupus", "other person"),
        ("The wife noted tremor of his hands.", "tremor", ""),
        ("History of asthma.", "asthma", "historical"),
        ("A 3-day history of back pain.", "back pain", ""),
        ("PMH: diabetes.", "diabetes", "historical"),
        ("Findings suggest a labral tear.", "labral tear", "uncertain"),
        ("A tear could not be ruled out.", "tear", "uncertain"),
        ("Infection was ruled out.", "Infection", "negated"),
        ("He no longer has leg pain.", "leg pain", "negated, historical"),
        ("Discectomy in 2009.", "Discectomy", "historical"),
    ] {
        assert_eq!(marks(sentence, named), expected, "{sentence} ({named})");
    }
}
