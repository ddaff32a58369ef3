//! Which lines at the head of a page are titles, and what they name.
//!
//! A title of the table is looked for with the faults of recognition and with
//! what practices cut short spelled out (`PT`, `consult`). A line that looks
//! like a title and is none of the table is judged by its words.

use super::super::approximate::{distance, squashed};
use super::super::document::Kind;
use super::kinds::{NAMES, Title, words};
use std::borrow::Cow;

/// Titles shorter than this have to stand exactly, as words.
pub(super) const SHORT: usize = 9;

/// Letters of a title for one that recognition may have got wrong.
pub(super) const LETTERS_A_FAULT: usize = 7;

/// How many lines of a page may hold its title.
const HEAD: usize = 16;

/// What a word of a kind weighs in a line that looks like a title.
const STEM: f32 = 2.4;

/// From this weight on, a title of the table counts before words.
const KNOWN: f32 = 2.0;

/// From this weight on, a line is little else than a title.
const NOTHING_ELSE: f32 = 4.4;

/// A title found in the head of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The kind it names.
    pub(super) kind: Kind,
    /// The line, as it stands.
    pub(super) line: String,
    /// How much it tells: near 6 for a line that is nothing but a title at
    /// the top of a page, near 1 for a mention.
    pub(super) weight: f32,
}

/// The titles in the head of a page, the weightiest first, one for each line.
/// `practice` is the line that names whose letterhead it is; a page that is
/// not a first one by its looks (`first`) has headings of sections, so words
/// alone tell nothing there.
pub(super) fn headings(lines: &[&str], practice: Option<usize>, first: bool) -> Vec<Heading> {
    let mut found: Vec<Heading> = lines
        .iter()
        .take(HEAD)
        .enumerate()
        .filter_map(|(at, line)| {
            let heading = heading(at, line, first)?;
            let weight = if practice == Some(at) { heading.weight * 0.4 } else { heading.weight };
            Some(Heading { weight, ..heading })
        })
        .collect();
    // What greets somebody is a letter, whatever else it may be.
    let greets = |line: &&&str| {
        let lower = line.to_lowercase();
        lower.starts_with("dear ") || lower.starts_with("to whom it may concern")
    };
    found.extend(lines.iter().take(HEAD).find(greets).map(|line| Heading {
        kind: Kind::Correspondence,
        line: (*line).to_owned(),
        weight: 1.9,
    }));
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    found
}

/// Whether a line is a title and nothing else.
pub(super) fn is_title(line: &str) -> bool {
    heading(0, line, false).is_some_and(|heading| heading.weight >= NOTHING_ELSE)
}

fn heading(at: usize, line: &str, stems: bool) -> Option<Heading> {
    const WIDEST: usize = 110;
    if line.chars().count() > WIDEST || !line.contains(char::is_alphabetic) {
        return None;
    }
    if let Some(subject) = subject(line) {
        return Some(Heading { kind: Kind::Correspondence, line: line.to_owned(), weight: subject });
    }
    let plain = words(line);
    let full = spelled_out(&plain);
    // What is spelled out says more than the letters it was cut to.
    let spelled = full.as_ref().and_then(|text| titled(text)).filter(|one| one.1 > STEM);
    let known = spelled.or_else(|| titled(&plain));
    let by_words = || {
        let kind =
            (stems && looks_like_a_title(line)).then(|| of_stems(full.as_ref().unwrap_or(&plain))).flatten()?;
        Some((kind, STEM))
    };
    let (kind, weight) = match known {
        Some(known) if known.1 >= KNOWN => known,
        weak => by_words().or(weak)?,
    };
    let weight = (weight - 0.08 * at as f32) * share(line);
    (weight > 0.4).then(|| Heading { kind, line: line.to_owned(), weight })
}

/// The title of the table that fits a line best, and how much of it it is.
fn titled(line: &str) -> Option<(Kind, f32)> {
    let letters = squashed(line);
    let spaced = format!(" {line} ");
    let (title, edits) = NAMES
        .titles_near(&letters, &spaced)
        .filter_map(|title| Some((title, faults(title, &letters, &spaced)?)))
        .max_by_key(|(title, edits)| title.squashed.len() - edits.min(&title.squashed.len()))?;
    let cover = title.squashed.len() as f32 / letters.len().max(1) as f32;
    let within = if faults_at_start(title, &letters) { 0.0 } else { 0.8 };
    Some((particular(title, line), 1.0 + 4.5 * cover.min(1.0) - 0.3 * edits as f32 - within))
}

/// The kind of a title in its line. Therapists and evaluators write notes of
/// visits and progress reports too, and say so beside.
fn particular(title: &Title, line: &str) -> Kind {
    let says = |kinds: &[Kind]| of_stems(line).filter(|kind| kinds.contains(kind)).unwrap_or(title.kind);
    match title.kind {
        Kind::ProgressReport if line.split(' ').any(|word| matches!(word, "pr-2" | "pr2")) => title.kind,
        Kind::ProgressReport => says(&[Kind::TherapyNote, Kind::MedicalLegal]),
        Kind::Consultation => says(&[Kind::Electrodiagnostics, Kind::MedicalLegal]),
        Kind::Laboratory => says(&[Kind::DrugTest]),
        Kind::RequestForAuthorization | Kind::Correspondence => says(&[Kind::UrDecision]),
        kind => kind,
    }
}

/// How much the subject of a letter says that it is one: `Re: Request for
/// Records`. Whom or what part of the body it is about tells nothing.
fn subject(line: &str) -> Option<f32> {
    const OF_LETTERS: [&str; 24] = [
        "claim",
        "matter",
        "case",
        "billing",
        "invoice",
        "examination",
        "records",
        "appointment",
        "scheduling",
        "status",
        "copies",
        "copy",
        "inquiry",
        "deposition",
        "lien",
        "request",
        "reply",
        "response",
        "rescheduling",
        "subpoena",
        "settlement",
        "documents",
        "file",
        "correspondence",
    ];
    let (label, about) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    let is_short = about.split_whitespace().count() <= 8 && !about.contains(|one: char| one.is_ascii_digit());
    let of_letters = words(about).split(' ').any(|word| OF_LETTERS.contains(&word));
    let review = || matches!(of_stems(&words(about)), Some(Kind::UrDecision | Kind::Application));
    let names = ["re", "subject", "regarding", "in re"].contains(&label.as_str());
    (names && is_short && of_letters && !review()).then_some(STEM)
}

/// Faults with which a title stands in a line; nothing where it does not.
fn faults(title: &Title, letters: &str, spaced: &str) -> Option<usize> {
    if title.squashed.len() < SHORT {
        return spaced.contains(&format!(" {} ", title.words)).then_some(0);
    }
    let most = title.squashed.len() / LETTERS_A_FAULT;
    match title.phrase.nearest(letters).edits {
        0 => return Some(0),
        edits if edits > most => return None,
        _ => {}
    }
    // Letters in a row may stand so in parts of words: whole words have to fit.
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let count = title.words.split(' ').count();
    (count.saturating_sub(1).max(1)..=count + 1)
        .flat_map(|wide| words.windows(wide))
        .map(|some| distance(&title.squashed, &squashed(&some.concat())))
        .min()
        .filter(|edits| *edits <= most)
}

fn faults_at_start(title: &Title, letters: &str) -> bool {
    let reach = letters.len().min(title.squashed.len() + 3);
    let head = letters.get(..reach).unwrap_or(letters);
    head.contains(&title.squashed) || title.phrase.nearest(head).edits <= title.squashed.len() / LETTERS_A_FAULT
}

/// The line with what is cut short written in full; nothing where nothing is.
fn spelled_out<'a>(line: &'a str) -> Option<String> {
    let known = |word: &str| NAMES.short.get(word).map(String::as_str);
    let all: Vec<&str> = line.split(' ').collect();
    let full =
        |(at, word): (usize, &&'a str)| if is_patient(&all, at) { "patient" } else { known(word).unwrap_or(word) };
    all.iter()
        .any(|word| known(word).is_some())
        .then(|| all.iter().enumerate().map(full).collect::<Vec<_>>().join(" "))
}

/// Whether `pt` at a place is the patient and no therapy: `Established Pt`,
/// `Pt Statement`.
fn is_patient(words: &[&str], at: usize) -> bool {
    const BEFORE: [&str; 6] = ["established", "new", "returning", "est", "our", "your"];
    const AFTER: [&str; 10] = [
        "statement",
        "medication",
        "med",
        "account",
        "balance",
        "registration",
        "information",
        "intake",
        "profile",
        "questionnaire",
    ];
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    words[at] == "pt"
        && (before.is_some_and(|word| BEFORE.contains(word))
            || words.get(at + 1).is_some_and(|word| AFTER.contains(word)))
}

/// The kind that the words of a line speak for, the most particular first.
fn of_stems(line: &str) -> Option<Kind> {
    let line = &*physiatry(line);
    let spaced = format!(" {line} ");
    NAMES.stems_near(&spaced).find(|(_, stem)| stands(stem, line, &spaced)).map(|(kind, _)| *kind)
}

/// The field of physiatrists bears the name of what therapists do: the line
/// with a name of its own for it.
fn physiatry(line: &str) -> Cow<'_, str> {
    const FIELD: [&str; 4] = [
        "physical medicine and rehabilitation",
        "physical medicine and rehab",
        "physical medicine rehabilitation",
        "physical medicine rehab",
    ];
    match FIELD.iter().find(|field| line.contains(**field)) {
        Some(field) => Cow::Owned(line.replace(field, "physiatry")),
        None => Cow::Borrowed(line),
    }
}

fn stands(stem: &str, line: &str, spaced: &str) -> bool {
    let all = || line.split(' ').collect::<Vec<&str>>();
    spaced.contains(&format!(" {stem} "))
        || stem.len() > SHORT
            && all()
                .windows(stem.split(' ').count())
                .any(|some| distance(&some.join(" "), stem) <= stem.len() / LETTERS_A_FAULT)
}

/// A few words that begin large, without what a field, an address or a
/// sentence has. What a letter is about is not what it is.
fn looks_like_a_title(line: &str) -> bool {
    let lower = line.to_lowercase();
    if ["re:", "re ", "regarding", "subject"].iter().any(|word| lower.starts_with(word)) {
        return false;
    }
    let all: Vec<&str> = line.split_whitespace().collect();
    let large = all.iter().filter(|word| word.starts_with(|one: char| one.is_uppercase())).count();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    (1..=10).contains(&all.len()) && large * 2 > all.len() && digits <= 2 && !line.ends_with(['.', ',', ';', ':'])
}

/// How much of its weight a line keeps, by what else it seems to be.
fn share(line: &str) -> f32 {
    if is_sentence(line) || line.starts_with(|one: char| one.is_lowercase()) {
        0.3
    } else if ends_in_an_amount(line) {
        0.2
    } else if names_a_place(line) || is_field(line) {
        0.5
    } else {
        1.0
    }
}

fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ends = line.ends_with(['.', ',', ';']) && words > 5;
    let stops =
        words > 3 && line.strip_suffix('.').is_some_and(|rest| rest.ends_with(|one: char| one.is_lowercase()));
    ends || stops || words > 13
}

/// What is paid for is a row of a bill.
fn ends_in_an_amount(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default().trim_start_matches('$');
    last.split_once('.').is_some_and(|(whole, cents)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit() || one == b',');
        digits(whole) && cents.len() == 2 && digits(cents)
    })
}

/// Names of practices say what they do, and are printed on all they send.
fn names_a_place(line: &str) -> bool {
    const PLACES: [&str; 16] = [
        "center",
        "centre",
        "clinic",
        "group",
        "inc",
        "associates",
        "hospital",
        "laboratories",
        "institute",
        "llc",
        "services",
        "specialists",
        "partners",
        "corp",
        "pharmacy,",
        "medical corporation",
    ];
    let lower = line.to_lowercase();
    lower.split(|one: char| !one.is_alphanumeric()).any(|word| PLACES.contains(&word))
}

/// `Procedure: ...` is what a form asks, not what the form is. A title may be
/// parted so as well: `Magnetic Resonance Imaging: Left Knee`.
fn is_field(line: &str) -> bool {
    let is_title = |label: &str| {
        let letters = squashed(label);
        letters.len() >= SHORT && NAMES.titles.iter().any(|title| title.squashed == letters)
    };
    line.split_once(':').is_some_and(|(label, value)| {
        !value.trim().is_empty()
            && label.split_whitespace().count() <= 4
            && !words(label).split(' ').any(|word| word == "report" || word == "form")
            && !names_a_study(label, value)
            && !is_title(label)
            && !names_a_form(label, value)
    })
}

/// `PR-2: Pain Management F/U`, `Qualified Medical Evaluator: Report`: a form
/// or a writer, and what it is about.
fn names_a_form(label: &str, value: &str) -> bool {
    const FORMS: [&str; 18] = [
        "pr-2",
        "pr2",
        "pr-4",
        "qme",
        "pqme",
        "ame",
        "evaluator",
        "evaluation",
        "rfa",
        "ur",
        "5021",
        "dfr",
        "visit",
        "established",
        "returning",
        "consult",
        "consultation",
        "follow-up",
    ];
    words(label).split(' ').any(|word| FORMS.contains(&word)) && looks_like_a_title(value.trim())
}

/// `Exam: MRI of the lumbar spine` is the title of its report.
fn names_a_study(label: &str, value: &str) -> bool {
    const LABELS: [&str; 8] =
        ["exam", "examination", "study", "procedure", "test", "test results", "final report", "modality"];
    let study = |text: &str| {
        let kind = of_stems(&words(text));
        kind.is_some_and(|kind| matches!(kind, Kind::Imaging | Kind::Electrodiagnostics | Kind::Laboratory))
    };
    study(label) || LABELS.contains(&words(label).as_str()) && study(value)
}

#[cfg(test)]
mod tests {
    use super::super::super::sheets::{Lot, pile, recognized};
    use super::*;

    #[test]
    fn a_line_names_a_kind() {
        for (line, kind) in [
            ("PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)", Some(Kind::ProgressReport)),
            ("Primary Treating Physlcian's Progess Rep0rt", Some(Kind::ProgressReport)),
            ("Physical Therapy Progress Note", Some(Kind::TherapyNote)),
            ("MRI OF THE LUMBAR SPINE WITHOUT CONTRAST", Some(Kind::Imaging)),
            ("EMG/NCS Report", Some(Kind::Electrodiagnostics)),
            ("Doctor's First Report of Occupational Injury or Illness", Some(Kind::DoctorsFirstReport)),
            ("PANEL QUALIFIED MEDICAL EVALUATION", Some(Kind::MedicalLegal)),
            // Cut short.
            ("PT Discharge Note", Some(Kind::TherapyNote)),
            ("Neuro Consult", Some(Kind::Consultation)),
            ("Op Note", Some(Kind::Operative)),
            // A note of a visit, by whom it was.
            ("Chiropractic Re-Examination", Some(Kind::TherapyNote)),
            ("Post-Operative Follow-Up Visit", Some(Kind::ProgressReport)),
            ("Rx Profile", Some(Kind::Pharmacy)),
            // No title of the table, but words that tell.
            ("Sonographic Examination of the Elbow", Some(Kind::Imaging)),
            ("Toxicology Findings, Oral Fluid", Some(Kind::DrugTest)),
            ("Remittance and Balance", Some(Kind::Other)),
            // Parted like a field.
            ("Magnetic Resonance Imaging: Left Knee", Some(Kind::Imaging)),
            ("DWC Form RFA: Request for Authorization", Some(Kind::RequestForAuthorization)),
            ("Re: Surgery of the Knee", None),
            ("State of California", None),
            ("Pain is worse than before.", None),
            ("Office visit, established 21.88", None),
            ("Medication Strength Directions", None),
        ] {
            let found = headings(&[line], None, true);
            assert_eq!(found.first().filter(|one| one.weight > 1.5).map(|one| one.kind), kind, "{line} {found:?}");
        }
    }

    #[test]
    fn titles_of_the_field_name_their_kinds() {
        let list = include_str!("../../../../../docs/specs/titles.md");
        let mut kind = "";
        let (mut all, mut misses) = (0, Vec::new());
        for line in list.lines() {
            kind = line.strip_prefix("## ").unwrap_or(kind);
            let Some(title) = line.strip_prefix("- ") else { continue };
            let found = headings(&[title], None, true);
            let found = found.first().filter(|one| one.weight > 1.5);
            let named = found.and_then(|one| serde_json::to_value(one.kind).ok());
            all += 1;
            if named.as_ref().and_then(serde_json::Value::as_str) != Some(kind) {
                misses.push(format!("{kind}: {title}: {found:?}"));
            }
        }
        assert!(misses.is_empty(), "{} of {all}:\n{}", misses.len(), misses.join("\n"));
    }

    /// As if every title and stem were looked for in every line.
    #[test]
    fn no_title_is_passed_over_because_it_has_faults() {
        let spec = include_str!("../../../../../docs/specs/titles.md");
        let sheets = pile(40, 5);
        let pages = sheets.iter().flat_map(|sheet| &sheet.pages).flat_map(|page| page.lines());
        let clean: Vec<&str> = spec.lines().step_by(3).chain(pages.step_by(11)).collect();
        let mut lot = Lot::new(5);
        for every in [usize::MAX, 20, 8] {
            for line in clean.iter().map(|line| words(&recognized(line, every, &mut lot))) {
                let (letters, spaced) = (squashed(&line), format!(" {line} "));
                let near: Vec<&str> =
                    NAMES.titles_near(&letters, &spaced).map(|title| title.words.as_str()).collect();
                let stand = NAMES.titles.iter().filter(|title| faults(title, &letters, &spaced).is_some());
                let missed: Vec<&String> =
                    stand.map(|title| &title.words).filter(|title| !near.contains(&title.as_str())).collect();
                assert!(missed.is_empty(), "{line}: {missed:?}");
                let line = physiatry(&line);
                let spaced = format!(" {line} ");
                let first = NAMES.stems.iter().find(|(_, stem)| stands(stem, &line, &spaced));
                assert_eq!(of_stems(&line), first.map(|(kind, _)| *kind), "{line}");
            }
        }
    }

    #[test]
    fn whose_letterhead_it_is_is_no_title() {
        let lines = ["Sample Bay Radiology", "12 Elm Street", "Progress Note"];
        assert_eq!(headings(&lines, Some(0), true).first().map(|one| one.kind), Some(Kind::ProgressReport));
    }
}
