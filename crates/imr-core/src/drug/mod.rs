//! Drugs: from the name in a request to the active ingredients behind it.
//!
//! The table is `data/drugs.csv`; `data/README.md` says what it was made from.
//! Salts are dropped, so that `cyclobenzaprine hydrochloride`, `Flexeril` and
//! `cyclobenzaprine` are one thing.

mod class;
mod given;
mod prose;
mod respelled;
mod table;

pub use class::{class_of, classes};
pub use given::{Given, given, quantity};
pub(crate) use prose::as_scanned;
pub use prose::{Named, may_name, named_in};
pub use respelled::respelled;
pub(crate) use table::partner_like;
pub use table::{Mention, ingredients_of, mentions, names_like};

/// Ingredients in the form a letter record holds them: in alphabetical order,
/// each once, joined by ` / `.
#[must_use]
pub fn joined<'a>(ingredients: impl IntoIterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = ingredients.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all.join(" / ")
}

/// The active ingredients named in a text, joined; none where no drug is
/// named.
#[must_use]
pub fn ingredient_line(text: &str) -> Option<String> {
    let found = mentions(text);
    if found.is_empty() {
        return None;
    }
    Some(joined(found.iter().flat_map(|m| m.ingredients.iter().copied())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brands_resolve_to_their_ingredients() {
        for (name, expected) in [
            ("Flexeril", "cyclobenzaprine"),
            ("NORCO", "acetaminophen / hydrocodone"),
            ("norco", "acetaminophen / hydrocodone"),
            ("Percocet", "acetaminophen / oxycodone"),
            ("Soma", "carisoprodol"),
            ("LidoPro", "capsaicin / lidocaine / menthol / methyl salicylate"),
            ("Fanatrex", "gabapentin"),
            ("Ultracet", "acetaminophen / tramadol"),
        ] {
            let found = ingredients_of(name).unwrap_or_else(|| panic!("{name} is in no line"));
            assert_eq!(joined(found), expected, "{name}");
        }
    }

    #[test]
    fn salts_are_dropped() {
        // Item lines write the salt in full, short or not at all.
        for name in
            ["cyclobenzaprine hydrochloride", "Cyclobenzaprine HCl", "Cyclobenzaprine HCL", "cyclobenzaprine"]
        {
            assert_eq!(ingredients_of(name), Some(vec!["cyclobenzaprine"]), "{name}");
        }
        assert_eq!(ingredients_of("Diclofenac Sodium"), Some(vec!["diclofenac"]));
        assert_eq!(ingredients_of("Pantoprazole sod DR"), Some(vec!["pantoprazole"]));
        // Here the salt is the drug.
        assert_eq!(ingredients_of("potassium chloride"), Some(vec!["potassium chloride"]));
    }

    #[test]
    fn what_is_no_drug_has_no_ingredients() {
        for name in ["", "MRI of the lumbar spine", "-", "physical therapy", "#60"] {
            assert_eq!(ingredients_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_text_names_several_drugs() {
        for (text, expected) in [
            ("Ketoprofen 10%, Gabapentin 6%, Lidocaine 5% in cream base", "gabapentin / ketoprofen / lidocaine"),
            // Brand and generic name together are one drug.
            ("Tramadol (Ultram) 50mg", "tramadol"),
            ("MED Cyclobenzaprine-flexeril 10 mg qty 30", "cyclobenzaprine"),
            ("Diclofenac/misoprostol 50-0.2mg", "diclofenac / misoprostol"),
        ] {
            assert_eq!(ingredient_line(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_mention_says_where_it_stands() {
        let text = "Refill of Anaprox DS 550mg";
        let found = mentions(text);
        assert_eq!(found.len(), 1);
        assert!(text[found[0].span.clone()].starts_with("Anaprox"));
    }

    #[test]
    fn every_line_of_the_table_reads_and_is_in_order() {
        let lines: Vec<_> = table::LINES.iter().collect();
        assert!(lines.len() > 2000);
        for line in lines {
            let mut sorted = line.clone();
            sorted.sort_unstable();
            assert_eq!(*line, sorted);
        }
    }

    #[test]
    fn half_a_combination_is_known_by_its_other_half() {
        assert_eq!(partner_like("oxycddone", "acetaminophen"), Some("oxycodone"));
        assert_eq!(partner_like("hydrocodome", "acetaminophen"), Some("hydrocodone"));
        assert_eq!(partner_like("patient", "acetaminophen"), None);
    }

    #[test]
    fn a_class_is_one_of_the_dwc() {
        assert_eq!(class_of("hydrocodone"), Some("Opioids"));
        assert_eq!(class_of("cyclobenzaprine"), Some("Muscle Relaxant"));
        assert_eq!(class_of("unobtainium"), None);
    }
}
