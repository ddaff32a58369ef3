use super::*;

type Row<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

type Read = (String, Option<String>, Option<String>, Option<String>);

fn rows(raw: &str) -> Vec<Read> {
    parse(raw).into_iter().map(|c| (c.source, c.title, c.section, c.pages)).collect()
}

fn check(raw: &str, expected: &[Row<'_>]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|r| (r.0.to_owned(), r.1.map(str::to_owned), r.2.map(str::to_owned), r.3.map(str::to_owned)))
        .collect();
    assert_eq!(rows(raw), expected, "{raw}");
}

#[test]
fn pages_in_every_spelling_compare_as_numbers() {
    for (written, expected) in [
        ("64-66", vec![(64, 66)]),
        ("63,64", vec![(63, 64)]),
        ("111; 113", vec![(111, 111), (113, 113)]),
        ("page(s) 74-96", vec![(74, 96)]),
        ("page 41-42, 60-61, 64-66", vec![(41, 42), (60, 61), (64, 66)]),
        // A line ended behind the hyphen.
        ("64- 66", vec![(64, 66)]),
        ("98-9", vec![(98, 99)]),
        ("pages 22 and 21", vec![(21, 22)]),
        ("", vec![]),
        ("99999999999-1", vec![]),
    ] {
        assert_eq!(page_ranges(written), expected, "{written}");
    }
}

#[test]
fn letters_of_2013_say_in_a_sentence_what_is_part_of_the_schedule() {
    check(
        "The Claims Administrator based its decision on the Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12), pages 303-305, part of the Medical Treatment Utilization Schedule (MTUS).",
        &[(
            "ACOEM",
            Some("Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)"),
            None,
            Some("303-305"),
        )],
    );
    check(
        "The Expert Reviewer based his/her decision on the Official Disability Guidelines (ODG), Pain, Opioids, a medical treatment guideline that is not part of the MTUS.",
        &[("ODG", Some("Pain"), Some("Opioids"), None)],
    );
}

#[test]
fn letters_before_2016_write_sections_and_pages_behind_the_guideline() {
    check(
        "Decision based on MTUS Chronic Pain Treatment Guidelines Muscle Relaxants (for pain) Page(s): 64-66.",
        &[("MTUS", Some("Chronic Pain Treatment Guidelines"), Some("Muscle Relaxants (for pain)"), Some("64-66"))],
    );
    // Pages before the section, over a line end.
    check(
        "Decision based on MTUS Chronic Pain Treatment Guidelines page 111- 113, Topical Analgesics.",
        &[("MTUS", Some("Chronic Pain Treatment Guidelines"), Some("Topical Analgesics"), Some("111-113"))],
    );
    // The word for pages twice.
    check(
        "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids, Page(s): page(s) 74-96.",
        &[("MTUS", Some("Chronic Pain Treatment Guidelines"), Some("Opioids"), Some("74-96"))],
    );
    check(
        "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): pages 303-305.",
        &[("ACOEM", Some("Chapter 12 Low Back Complaints"), None, Some("303-305"))],
    );
}

#[test]
fn one_statement_joins_several_guidelines() {
    check(
        "Decision based on MTUS Knee Complaints 2004, Section(s): Initial Care, and Chronic Pain Medical Treatment 2016, Section(s): Physical medicine treatment, Exercise.",
        &[
            ("MTUS", Some("Knee Complaints 2004"), Some("Initial Care"), None),
            (
                "MTUS",
                Some("Chronic Pain Medical Treatment 2016"),
                Some("Physical medicine treatment, Exercise"),
                None,
            ),
        ],
    );
    // A section may hold the words of a guideline's name.
    check(
        "Decision based on MTUS Opioid Treatment 2016, Section(s): 3.3 Opioids for Chronic Pain and Chronic Opioid Treatment: Dosing.",
        &[(
            "MTUS",
            Some("Opioid Treatment 2016"),
            Some("3.3 Opioids for Chronic Pain and Chronic Opioid Treatment: Dosing"),
            None,
        )],
    );
    // Two documents behind each other's pages, without a year.
    check(
        "Decision based on MTUS ACOEM Chapter 9 Shoulder Complaints Page(s): 203, Chronic Pain Treatment Guidelines Page(s): 98-99.",
        &[
            ("ACOEM", Some("Chapter 9 Shoulder Complaints"), None, Some("203")),
            ("MTUS", Some("Chronic Pain Treatment Guidelines"), None, Some("98-99")),
        ],
    );
}

#[test]
fn the_disability_guidelines_name_a_chapter_and_a_topic() {
    for (body, title, section) in [
        ("Official Disability Guidelines (ODG) Pain, Melatonin", Some("Pain"), Some("Melatonin")),
        ("Official Disability Guidelines, Low Back - Fusion.", Some("Low Back"), Some("Fusion")),
        ("Official Disability Guidelines (ODG) Low Back (Traction).", Some("Low Back"), Some("Traction")),
        ("Official Disability Guidelines (ODG) Pain (Chronic) Yoga.", Some("Pain (Chronic)"), Some("Yoga")),
        ("ODG Shoulder Chapter.", Some("Shoulder Chapter"), None),
        (
            "Official Disability Guidelines, 2016, Web Version, Criteria for a bed.",
            None,
            Some("Criteria for a bed"),
        ),
        // `Hand` is no chapter here.
        ("Official Disability Guidelines, Hand therapy.", None, Some("Hand therapy")),
        (
            "Official Disability Guidelines (ODG), Knee & Leg (updated 1/2/16) Chapter: Walking aids (canes).",
            Some("Knee & Leg (updated 1/2/16) Chapter"),
            Some("Walking aids (canes)"),
        ),
    ] {
        check(&format!("Decision based on Non-MTUS Citation {body}"), &[("ODG", title, section, None)]);
    }
}

#[test]
fn non_mtus_statements_hold_several_sources() {
    check(
        "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Knee/DME, Low Back/Mattress and Other Medical Treatment Guidelines https://example.org/a-b- c/d.pdf.",
        &[
            ("ODG", Some("Knee"), Some("DME"), None),
            ("ODG", Some("Low Back"), Some("Mattress"), None),
            ("Other", Some("https://example.org/a-b- c/d.pdf"), None, None),
        ],
    );
    check(
        "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Pain, Opioids   Other Medical Treatment Guideline or Medical Evidence: UpToDate, Tramadol",
        &[("ODG", Some("Pain"), Some("Opioids"), None), ("Other", Some("UpToDate"), Some("Tramadol"), None)],
    );
    // Full stops, colon and semicolon belong to the work's own name.
    check(
        "Decision based on Non-MTUS Citation Society of Examples. A guideline (AG). Town (ST): The Society; 2007 Jan. 10.",
        &[(
            "Other",
            Some("Society of Examples. A guideline (AG). Town (ST): The Society; 2007 Jan. 10"),
            None,
            None,
        )],
    );
}

#[test]
fn letters_of_2013_name_the_document_in_a_sentence() {
    check(
        "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines, Opioids, pages 76-80, which is part of the MTUS.",
        &[("MTUS", Some("Chronic Pain Medical Treatment Guidelines"), Some("Opioids"), Some("76-80"))],
    );
}

#[test]
fn where_nothing_is_cited_there_are_no_citations() {
    check("The Claims Administrator did not cite any medical evidence for its decision.", &[]);
    check("", &[]);
}

#[test]
fn spellings_of_one_document_have_one_normal_form() {
    let of = |raw: &str| parse(raw).remove(0).normal.unwrap();
    let new =
        of("Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Muscle relaxants (for pain).");
    let old = of("Decision based on MTUS Chronic Pain Treatment Guidelines Muscle Relaxants Page(s): 63,64.");
    assert_eq!(new.document, old.document);
    assert_eq!(new.sections, old.sections);
    assert_eq!((new.edition, old.edition), (Some(2016), None));
    assert!(same_place(&new, &old));
    let chapter =
        of("Decision based on MTUS ACOEM Chapter 8 Neck and Upper Back Complaints Page(s): pages 179-180.");
    let topic = of("Decision based on MTUS Neck and Upper Back Complaints 2004, Section(s): Special Studies.");
    assert_eq!(
        (&chapter.source, &chapter.document, chapter.edition),
        (&topic.source, &topic.document, topic.edition)
    );
    // A section's name may hold a comma; mojibake is put right here only.
    let risk = of(
        "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI symptoms & cardiovascular risk, Opioids.",
    );
    assert_eq!(risk.sections, ["nsaids, gi symptoms and cardiovascular risk", "opioids"]);
    let mojibake = of("Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Pain, ExampleÂ®");
    assert_eq!(mojibake.sections, ["example®"]);
}
