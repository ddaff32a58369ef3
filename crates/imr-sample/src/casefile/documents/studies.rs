//! Reports of studies and operations: pictures, nerves, blood, urine, surgery.

use crate::casefile::clinic::OTHER_SUBSTANCES;
use crate::casefile::fact::{Draft, Fact, Part, Said};
use crate::casefile::story::{Change, Hurt, Visit};
use crate::casefile::writer::Writer;

/// A report on pictures of a region.
pub(super) fn picture(mut w: Writer<'_>, hurt: Hurt) -> Draft {
    let part = hurt.called(w.dice);
    let shown = if w.voice().title(w.dice, "imaging").chars().any(char::is_lowercase) {
        capital(&part)
    } else {
        part.to_uppercase()
    };
    let title = w.title("imaging").replace("{part}", &shown);
    let head = w.voice().headings;
    let mut parts = vec![w.head("Date of Exam")];
    parts.push(w.heading(head.technique));
    parts.push(Part::Text(vec![Said::plain(
        "Multiplanar sequences were obtained on a 1.5 Tesla magnet without contrast.",
    )]));
    parts.push(w.heading(head.findings));
    let said = w.pictured(hurt);
    // The summary says again what is there.
    let again: Vec<Said> = said.iter().filter(|one| one.facts.iter().all(is_plain)).cloned().collect();
    parts.push(Part::Text(said));
    parts.push(w.heading(head.impression));
    parts.push(Part::Bullets { numbered: true, entries: again });
    parts.push(w.signed());
    w.draft("imaging", title, parts)
}

fn is_plain(fact: &Fact) -> bool {
    fact.stance == crate::casefile::fact::Stance::default()
}

/// Each word with a large first letter.
pub(super) fn capital(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// An electrodiagnostic study.
pub(super) fn nerves(mut w: Writer<'_>) -> Draft {
    let title = w.title("emg");
    let head = w.voice().headings;
    let mut parts = vec![w.head("Date of Study"), w.heading(head.findings)];
    let names =
        ["Median motor", "Ulnar motor", "Peroneal motor", "Tibial motor", "Sural sensory", "Median sensory"];
    let rows = names.iter().map(|name| {
        let latency = format!("{}.{} ms", w.dice.between(2, 5), w.dice.between(0, 9));
        let speed = format!("{} m/s", w.dice.between(41, 63));
        let height = format!("{}.{} mV", w.dice.between(3, 14), w.dice.between(0, 9));
        vec![Said::plain(*name), Said::plain(latency), Said::plain(height), Said::plain(speed)]
    });
    let rows = rows.collect();
    parts.push(Part::Table {
        head: ["Nerve", "Latency", "Amplitude", "Velocity"].map(str::to_owned).to_vec(),
        rows,
    });
    parts.push(w.heading(head.impression));
    let mut entries = Vec::new();
    let hurt = w.story.hurt[0];
    for (at, nerve) in hurt.region.nerves.iter().enumerate() {
        let there = at == 0 && w.story.helped;
        let words = w.say(if there { w.voice().nerve } else { w.voice().nerve_not }, &[("nerve", nerve)]);
        let fact = Fact::new("electrodiagnostic", *nerve, w.day);
        entries.push(Said::of(words, if there { fact } else { fact.negated() }));
    }
    parts.push(Part::Bullets { numbered: true, entries });
    parts.push(w.signed());
    w.draft("emg", title, parts)
}

/// A panel of blood tests.
pub(super) fn chemistry(mut w: Writer<'_>) -> Draft {
    let title = w.title("laboratory");
    let mut parts = vec![w.head("Collected")];
    let tests = [
        ("Sodium", 135, 145, "mmol/L"),
        ("Potassium", 3, 5, "mmol/L"),
        ("Creatinine", 1, 2, "mg/dL"),
        ("ALT", 12, 60, "U/L"),
        ("AST", 12, 50, "U/L"),
        ("Glucose", 74, 120, "mg/dL"),
        ("Hemoglobin", 12, 16, "g/dL"),
        ("Platelets", 160, 380, "10^3/uL"),
    ];
    let rows = tests.iter().map(|(name, low, high, unit)| {
        let value = w.dice.between(*low, *high).to_string();
        [name.to_owned(), &value, unit, &format!("{low}-{high}")].into_iter().map(Said::plain).collect()
    });
    let rows = rows.collect();
    parts.push(Part::Table { head: ["Test", "Result", "Units", "Range"].map(str::to_owned).to_vec(), rows });
    parts.push(Part::Lines(vec![format!("Reported {}", w.spelled(w.day))]));
    w.draft("laboratory", title, parts)
}

/// A urine test for what is and is not prescribed.
pub(super) fn drug_test(mut w: Writer<'_>, visit: &Visit) -> Draft {
    let title = w.title("drug_test");
    let expected: Vec<&str> = visit
        .taken
        .iter()
        .filter(|one| !matches!(one.change, Some(Change::Start)))
        .filter_map(|one| one.drug.tested)
        .collect();
    let agrees = w.dice.chance(70) || expected.is_empty();
    let mut rows = Vec::new();
    for substance in expected.iter().copied().chain(OTHER_SUBSTANCES.iter().copied()) {
        let is_expected = expected.contains(&substance);
        let found = is_expected && agrees;
        let fact = Fact::new("drug_test", substance, w.day).with("expected", is_expected).with("found", found);
        let shown = capital(substance);
        let result = *w.dice.pick(if found { &["POSITIVE", "POSITIVE"] } else { &["NEGATIVE", "NEGATIVE"] });
        let prescribed = if is_expected { "Yes" } else { "No" };
        let agreeing = if is_expected == found { "Consistent" } else { "Inconsistent" };
        rows.push(vec![
            Said::of(shown, fact.with("consistent", is_expected == found)),
            Said::plain(prescribed),
            Said::plain(result),
            Said::plain(agreeing),
        ]);
    }
    let mut parts = vec![w.head("Collection Date")];
    let head = ["Substance", "Prescribed", "Result", "Outcome"].map(str::to_owned).to_vec();
    parts.push(Part::Table { head, rows });
    let words = w.say(if agrees { w.voice().test_agrees } else { w.voice().test_differs }, &[]);
    let fact = Fact::new("drug_test", "all", w.day).with("consistent", agrees);
    parts.push(Part::Text(vec![Said::of(words, fact)]));
    parts.push(Part::Lines(vec![
        "Immunoassay; cutoffs on request. Specimen valid by pH and creatinine.".to_owned(),
    ]));
    w.draft("drug_test", title, parts)
}

/// A report of an operation.
pub(super) fn operation(mut w: Writer<'_>) -> Draft {
    let title = w.title("operative");
    let hurt = w.story.hurt[0];
    let operation = hurt.region.operation;
    let (words, code) = hurt.diagnosis(0);
    let fact = Fact::new("diagnosis", words.to_lowercase(), w.day).with("icd10", code.clone());
    let mut parts = vec![
        w.head("Date of Surgery"),
        Part::Pairs(vec![
            ("Preoperative diagnosis".to_owned(), Said::of(format!("{words} ({code})"), fact)),
            ("Procedure".to_owned(), Said::of(operation, Fact::new("procedure", operation, w.day))),
            ("Surgeon".to_owned(), Said::plain(w.by.author.clone())),
            ("Estimated blood loss".to_owned(), Said::plain("Minimal")),
        ]),
    ];
    parts.push(Part::Heading((*w.dice.pick(&["Description of Procedure", "Procedure in Detail"])).to_owned()));
    let steps = [
        "The risks and alternatives had been gone over in the holding area and the consent form was signed.",
        "The patient was brought to the operating room and positioned with care.",
        "A time-out was held and the side and level were confirmed by the team.",
        "The skin was prepared and draped in the usual manner.",
        "All pressure points were padded, and the monitors were placed by the anesthesia team.",
        "An incision was made and carried down in layers.",
        "The structures were identified under magnification and protected with retractors throughout.",
        "Instruments passed freely and the result was checked twice.",
        "Counts of sponges and needles were right on two occasions.",
        "The field was irrigated and dry at the end.",
        "The wound was closed in layers and a dressing was put on.",
        "The patient was taken to recovery awake and moving all limbs.",
    ];
    parts.push(Part::Text(steps.into_iter().map(Said::plain).collect()));
    parts.push(w.signed());
    w.draft("operative", title, parts)
}
