//! Tests for drugs: what was expected, what was found, whether it agrees.

use super::kind::{DrugTest, FactKind};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::tested::{Found, outcomes};
use super::vocabulary::{Mark, Table};
use crate::casefile::{Context, Kind, Reading};
use std::ops::Range;
use std::sync::LazyLock;

/// A drug that is named, or what else is looked for.
struct Substance {
    span: Range<usize>,
    name: String,
    /// Its number among the drugs of the sentence.
    drug: Option<usize>,
}

pub(super) fn read(scene: &mut Scene<'_>) {
    let is_told = results(scene);
    if scene.kind != Kind::DrugTest || !is_told {
        whole(scene);
    }
}

/// The head of a table says whether the cutoff stands before the result.
pub(super) fn columns(scene: &mut Scene<'_>) {
    let at = |words: &[&str]| words.iter().find_map(|word| scene.folded.find(word));
    if let (Some(cutoff), Some(result)) = (at(&["cutoff", "cut off"]), at(&["result"])) {
        scene.carried.cutoff_first = cutoff < result;
    }
}

/// What a test found of each substance. A drug in a result is told of here
/// and nowhere else: what is found in urine was not prescribed by that.
/// Whether the sentence names a substance.
pub(super) fn results(scene: &mut Scene<'_>) -> bool {
    let substances = substances(scene);
    let places: Vec<Range<usize>> = substances.iter().map(|one| one.span.clone()).collect();
    let found = outcomes(scene, &places);
    let prose = scene.kind != Kind::DrugTest && scene.marks.cue("drug test");
    for (at, (one, outcome)) in substances.iter().zip(&found).enumerate() {
        // A row that gives no result is none: `no opiates were prescribed`.
        let Some(outcome) = outcome else {
            if prose {
                agreed(scene, one, found.iter().flatten().next().is_some());
            }
            continue;
        };
        let to = places.get(at + 1).map_or(scene.folded.len(), |next| next.start);
        let alone = found.iter().flatten().count() == 1;
        let (expected, consistent) = agreement(scene, &one.span, to, outcome, alone);
        scene.told.extend(one.drug);
        // `Oxycodone (OxyContin)` is one.
        let again = substances.get(at + 1).filter(|next| next.name == one.name && found[at + 1].is_some());
        if again.is_some_and(|next| scene.folded[one.span.end..next.span.start].trim() == "(") {
            continue;
        }
        let (substance, found) = (Some(one.name.clone()), Some(outcome.found));
        let test = DrugTest { substance, expected, found, consistent };
        scene.add_as(&one.span, FactKind::DrugTest(test), Context::default());
    }
    !substances.is_empty()
}

static AGREES_WITH: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(not |in)?(?:consistent|compatible|concordant|in agreement|in line|in keeping|agrees?|c/w|appropriate|match(?:es|ed|ing)?) (?:with|for|w/)?\s?(?:(?:the|her|his|use|of|prescribed|taking|current|prescription|prescriptions|for|intake|patient's|reported)\s)*(?:[a-z]+(?: [\d./]+(?: ?mg)?)?(?:,| and|,? as well as|/) )*$",
    )
});

/// What a test is said to agree with was found, and is prescribed: no result
/// is given beside it. A drug that is only said to be prescribed, in a sentence
/// on a test, is told of as that and not prescribed anew.
fn agreed(scene: &mut Scene<'_>, one: &Substance, is_told: bool) {
    let before = &scene.folded[..one.span.start];
    let found = AGREES_WITH.as_ref().and_then(|pattern| pattern.captures(before));
    let is_said = found.is_some() && !scene.is_supposed();
    let agrees = found.is_some_and(|found| found.get(1).is_none());
    if is_said && (is_told || !agrees) {
        // What was found is told of the others, or not at all.
        scene.told.extend(one.drug);
    } else if is_said {
        scene.told.extend(one.drug);
        let of_drug = one.drug.map(|_| true);
        let test = DrugTest {
            substance: Some(one.name.clone()),
            expected: of_drug,
            found: Some(true),
            consistent: of_drug,
        };
        scene.add_as(&one.span, FactKind::DrugTest(test), Context::default());
    } else if prescribed(scene, &one.span) == Some(true) {
        scene.told.extend(one.drug);
    }
}

static CONTRAST: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:although|though|despite|even though|while|whereas|yet|but)\b[^.;]*?\b(not |never |un|non ?)?(?:been |being )?(?:prescri\w+|takes?|taking)\b",
    )
});
static AS_SAID: Pattern =
    LazyLock::new(|| compiled(r"^[^.;]{0,40}?,? (not )?as (?:prescribed|expected|anticipated|ordered|directed)\b"));

/// What the words behind a result say of its being prescribed, and of its
/// agreeing: `as prescribed`, `although it is prescribed`.
fn told_behind(rest: &str, found: bool) -> Option<(bool, bool)> {
    if let Some(said) = AS_SAID.as_ref().and_then(|pattern| pattern.captures(rest)) {
        let agrees = said.get(1).is_none();
        return Some((found == agrees, agrees));
    }
    let said = CONTRAST.as_ref()?.captures(rest)?;
    let is_prescribed = said.get(1).is_none();
    // `Positive, although she takes it` is no contrast.
    (is_prescribed != found).then_some((is_prescribed, false))
}

/// Whether a sentence that does not name the test gives its results: right
/// behind one that does, or by words that only a test has.
pub(super) fn goes_on(scene: &Scene<'_>) -> bool {
    if !scene.carried.testing && scene.drugs.is_empty() {
        return false;
    }
    let says = ["positive for", "negative for", "detected"].iter().any(|word| scene.folded.contains(word));
    let follows = scene.carried.testing && (scene.marks.cue("found") || scene.marks.cue("not found"));
    (says || follows) && !scene.folded.contains("allerg")
}

/// The substances of a sentence: drugs, and what else is looked for.
fn substances(scene: &Scene<'_>) -> Vec<Substance> {
    let drugs = scene.drugs.iter().enumerate().filter(|(_, one)| !one.is_class());
    let mut all: Vec<Substance> = drugs
        .map(|(at, one)| Substance { span: one.span.clone(), name: one.ingredients.join(" / "), drug: Some(at) })
        .collect();
    all.extend(scene.marks.of(Table::Substance).map(|mark| Substance {
        span: mark.span.clone(),
        name: mark.name.to_owned(),
        drug: None,
    }));
    all.sort_by_key(|one| one.span.start);
    all.dedup_by(|a, b| a.span.start < b.span.end);
    all
}

static VERB: Pattern = LazyLock::new(|| compiled(r"\b(?:is|was|were|are|which|that|the|this|she|he|has|have)\b"));

/// Whether a substance is prescribed, and whether what was found agrees. A
/// row of a table gives both in its cells, up to the next row.
fn agreement(
    scene: &Scene<'_>,
    span: &Range<usize>,
    to: usize,
    outcome: &Found,
    is_alone: bool,
) -> (Option<bool>, Option<bool>) {
    let row = &scene.folded[span.end..to];
    let is_prose = || VERB.as_ref().is_some_and(|pattern| pattern.is_match(row));
    if scene.kind == Kind::DrugTest && (is_alone || !is_prose()) {
        let within = |mark: &&Mark| mark.span.start >= span.end && mark.span.end <= to;
        let agrees = verdicts(scene).into_iter().find(within).map(|mark| mark.name == "agrees");
        return (answer(row).or_else(|| prescribed(scene, span)), agrees);
    }
    let rest = &scene.folded[outcome.to.max(span.end)..];
    let told = WHICH.as_ref().and_then(|pattern| pattern.captures(rest)?.get(1));
    let agrees = told.map(|word| matches!(word.as_str(), "expected" | "consistent" | "appropriate"));
    let behind = is_alone.then(|| told_behind(&scene.folded[span.end..], outcome.found)).flatten();
    let expected = prescribed(scene, span).or(behind.map(|one| one.0));
    (expected, agrees.or(behind.map(|one| one.1)))
}

static WHICH: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^;.,]{0,40},?\s(?:which|and this|and that|this) (?:is|was|would be) (?:an? |clearly |therefore |also )?(unexpected|inconsistent|not (?:expected|consistent|appropriate)|aberrant|discrepant|expected|consistent|appropriate)\b",
    )
});

/// The words for agreement and its contrary; `not consistent` holds
/// `consistent`.
fn verdicts<'a>(scene: &Scene<'a>) -> Vec<&'a Mark> {
    let marks = scene.marks;
    let all: Vec<&Mark> =
        marks.of(Table::Cue).filter(|mark| mark.name == "agrees" || mark.name == "differs").collect();
    let within = |one: &Mark| {
        all.iter()
            .any(|mark| mark.span != one.span && mark.span.start <= one.span.start && mark.span.end >= one.span.end)
    };
    all.iter().copied().filter(|mark| !within(mark)).collect()
}

/// `Yes` or `No` in a row, or `prescribed` and its contrary.
fn answer(row: &str) -> Option<bool> {
    let cell = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let told = row.split(' ').find_map(|word| match cell(word).as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    });
    let words = || match row {
        row if row.contains("not prescribed") || row.contains("non prescribed") => Some(false),
        row if row.contains("unprescribed") => Some(false),
        _ => None,
    };
    told.or_else(words)
}

static AFTER: Pattern = LazyLock::new(|| {
    compiled(
        r"^\s?(?:metabolites?\s)?[,(]?\s?(?:(?:which|that|and|a (?:drug|medication|substance)(?: that)?|she|he|the patient|is|was|are|were|has|had|have|been|currently)\s)*(?:(not|never)\s(?:been\s|being\s|currently\s)?|(un|non ?))?prescribed\b",
    )
});
static BEFORE: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:(un|non ?|not )?prescribed|(illicit|illegal))(?: (?:drugs?|medications?|substances?))?[:,]?\s$")
});

/// Whether the words beside a name say that it is prescribed.
fn prescribed(scene: &Scene<'_>, span: &Range<usize>) -> Option<bool> {
    let after = AFTER.as_ref().and_then(|pattern| pattern.captures(&scene.folded[span.end..]));
    let before = || BEFORE.as_ref().and_then(|pattern| pattern.captures(&scene.folded[..span.start]));
    let found = after.or_else(before)?;
    Some(found.get(1).is_none() && found.get(2).is_none())
}

static PERSON: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:patient|pt|claimant|worker|applicant|employee|he|she|they|i|we|physician|provider|doctor)(?:'s)?(?: (?:is|was|has|have|had|been|also|verbally|fully|remains?|then|and|understood|understands))*\s$",
    )
});
static PURPOSE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:to|for|of|in order to) (?:\w+ ){0,2}?(?:monitor|ensur|check|assess|verif|evaluat|determin|confirm|document|establish|follow|see|track|measur|promot|assur)\w*\b[^.;]*$|\bfor (?:the purpose of )?(?:\w+ )?(?:compliance|medication compliance)$|\b(?:whether|if) [^.;]*$",
    )
});
static RULE: Pattern = LazyLock::new(|| {
    compiled(
        r"^,? (?:with|by|per|under) (?:the |current |ca |california )*(?:mtus|acoem|odg|guidelines?|standards?|recommendations?|law|policy|regulations?)\b",
    )
});
static NEEDED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:screen\w*|test\w*|uds|udt|toxicology|sample|specimen) (?:is|are|would be|seems|appears|was felt) (?:\w+ )?$",
    )
});

static SHOWN: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:show|demonstrat|indicat|confirm|reflect|suggest|prov|reveal|support|in|good|full)\w* (?:\w+ )?$",
    )
});
static LATER: Pattern = LazyLock::new(|| compiled(r"\b(?:will|to be|going to)\b[^.;]*$"));

/// Whether a word of agreement tells of a person's consent, of what a test
/// is for, or of a rule, and not of a result: `the patient agreed with the
/// approach`, `to monitor compliance`, `a screen is appropriate`.
fn is_of_something_else(scene: &Scene<'_>, mark: &Mark) -> bool {
    let before = &scene.folded[..mark.span.start];
    let after = &scene.folded[mark.span.end..];
    let word = &scene.folded[mark.span.clone()];
    let is = |pattern: &Pattern, text: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let consents =
        ["agree", "accord", "accept", "ok", "complian", "appropriate"].iter().any(|one| word.contains(one));
    (consents && is(&PERSON, before))
        || is(&PURPOSE, before)
        || is(&RULE, after)
        || (scene.kind != Kind::DrugTest && (is(&LATER, before) || (word == "compliance" && !is(&SHOWN, before))))
        || (matches!(word, "appropriate" | "expected")
            && is(&NEEDED, before)
            && !after.trim_start().starts_with(['f', 'w']))
}

/// How far a word on the whole test stands from the name of the test, where
/// the document is no report of one.
const OWN_CLAUSE: [char; 2] = [';', '.'];

/// Whether the word stands in the clause that names the test.
fn is_of_test(scene: &Scene<'_>, mark: &Mark) -> bool {
    scene.kind == Kind::DrugTest
        || !scene.marks.cue("drug test")
        || scene.marks.of(Table::Cue).filter(|one| one.name == "drug test").any(|one| {
            let (from, to) = (one.span.end.min(mark.span.end), one.span.start.max(mark.span.start));
            from >= to || !scene.folded[from..to].contains(OWN_CLAUSE)
        })
}

/// What is said of the whole test.
fn whole(scene: &mut Scene<'_>) {
    let all: Vec<Mark> = verdicts(scene)
        .into_iter()
        .filter(|mark| is_of_test(scene, mark) && !is_of_something_else(scene, mark))
        .cloned()
        .collect();
    let differs = all.iter().find(|mark| mark.name == "differs");
    let Some(mark) = differs.or_else(|| all.first()).cloned() else { return };
    // `Without any discrepancy`, `nothing unexpected`.
    let before = scene.folded[..mark.span.start].trim_end();
    let none = |word: &&str| before.len() < 40 && before.starts_with(word);
    let denied = [" no", " nothing", " without any", " without", " no unexplained", " none"].iter();
    let denied = denied.clone().any(|word| before.ends_with(word))
        || ["no ", "nothing", "without"].iter().any(|word| before == word.trim())
        || ["no ", "nothing ", "none ", "neither "].iter().any(none)
        || NONE.as_ref().is_some_and(|pattern| pattern.is_match(before));
    // `Negative for all others, consistent with Norco`: each part for itself.
    let from = scene.text[..mark.span.start].rfind([',', ';']).map_or(0, |at| at + 1);
    let own = Reading::new(&scene.text[from..], scene.section());
    let negated = own.context(&(mark.span.start - from..mark.span.end - from)).negated;
    let consistent = (mark.name == "agrees") != (denied || negated);
    // The head of the table says nothing of the test.
    if scene.text.split(' ').count() < 2 || scene.is_supposed() {
        return;
    }
    let test = DrugTest { substance: None, expected: None, found: None, consistent: Some(consistent) };
    scene.add_as(&mark.span, FactKind::DrugTest(test), Context::default());
}

static NONE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:no|none of (?:the|her|his)|neither|never)(?: (?:prior|previous|such|recent|urine|of|the|her|his|drug|toxicology|screens?|tests?|testing|results?|uds|udt|samples?|specimens?|findings?))* (?:is|was|were|are|has been|have been|had been|came back|returned|showed)?(?: (?:been|any|an))?$",
    )
});
