//! Diagnoses, with their codes where they are stated.

use super::kind::FactKind;
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::{Kind, Section, section_of};
use std::ops::Range;
use std::sync::LazyLock;

/// A code of ICD-10, with its full stop or announced; or of ICD-9.
static CODE: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\bicd(?:-?\s?(?:9|10))?(?:-?cm)?(?: codes?)?[:#]?\s*)?[(\[]?((?:\b[a-tv-z]|[$§])[\ds][0-9a-z][.,] ?[0-9a-z]{1,4}(?: a)?|\b5\d\d\.\d{3}[a-z]|\b[ev]?\d{3}\.\d{1,2}|\bv\d\d\.\d{1,2})\b[)\]]?|\bicd(?:-?\s?(?:9|10))?(?:-?cm)?(?: codes?)?[:#]?\s*[(\[]?([a-tv-z]\d[0-9a-z]{1,5}|\d{3})\b[)\]]?",
    )
});

/// A code of ICD-10 with its full stop, which nothing else looks like.
static SURE: Pattern = LazyLock::new(|| {
    compiled(r"(?:^|[\s(\[])(?:[a-tv-z$§][\ds][0-9a-z][.,] ?[0-9a-z]{1,4}|5\d\d\.\d{3}[a-z])(?:$|[\s)\],;.:])")
});

static SAID: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:diagnos(?:ed (?:with|as(?: having)?)|is of|es of|es? (?:is|was|were|are|includ\w+)|es?:))\s+(?:a |an |the )?([^.;:]{4,110})",
    )
});

pub(super) fn read(scene: &mut Scene<'_>) {
    let of_a_study =
        matches!(scene.kind, Kind::Imaging | Kind::Electrodiagnostics | Kind::Laboratory | Kind::DrugTest);
    if of_a_study {
        return;
    }
    let text = scene.text;
    let has = |is: fn(u8) -> bool| text.bytes().any(is);
    let may_be_code = || has(|byte| byte.is_ascii_digit()) && has(|byte| matches!(byte, b'.' | b','));
    let sure = || SURE.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text));
    if may_be_code() && sure().any(|found| has_figure(found.as_str())) {
        return coded(scene);
    }
    // In the rows of a request a code of ICD-9 has its own column.
    let in_row = scene.kind == Kind::RequestForAuthorization && scene.carried.table;
    if in_row && has_code(text) {
        return coded(scene);
    }
    if scene.section() == Section::Assessment && section_of(text).is_none_or(|_| text.contains(": ")) {
        let listed = without_heading(text);
        let line = text[listed.clone()].trim_end_matches(['.', ';', ',']).to_owned();
        let hedged = hedge(&line) > 0;
        if is_diagnosis(&line) && names_illness(scene, &listed) && (hedged || !scene.is_supposed()) {
            item(scene, &(listed.start..listed.start + line.len()));
        }
        return;
    }
    if scene.kind == Kind::RequestForAuthorization {
        // What is asked for names no diagnosis of the next row.
        let asked = !scene.drugs.is_empty() || scene.marks.has(Table::Therapy) || scene.marks.has(Table::Procedure);
        if !asked {
            scene.carried.line = (text.len() < 80 && !text.contains(':')).then(|| text.to_owned());
        }
        return;
    }
    let said = if scene.folded.contains("diagnos") {
        SAID.as_ref().and_then(|one| one.captures(text)?.get(1))
    } else {
        None
    };
    if let Some(said) = said {
        let (name, code) = apart(said.as_str().trim());
        scene.add(said.range(), FactKind::Diagnosis { name, code });
    } else {
        named(scene);
    }
}

static HEDGE: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:\?+ ?|(?:(?:there (?:is|was) |with |the )?(?:no|without|lack of|absence of|insufficient)(?: any| clear| current| definite| definitive| further| clinical| objective| radiographic| electrodiagnostic)* (?:evidence|signs?|indications?|suggestion|findings?|features?|support)(?: (?:today|at this time|currently|clinically))? (?:of|for|to suggest|to support)|no|rule[sd]?[ -]?outs?|ruling out|r/o|to (?:rule out|exclude)|doubt(?:ful)?|unlikely|(?:can ?not|could not|can't) (?:exclude|rule out)|(?:very |highly |most )?(?:possible|possibly|probable|probably|likely)|suspect(?:ed)?|suspicion (?:of|for)|suspicious for|presumed|presumptive|provisional|questionable|question of|query|consider(?:ation of)?|concern(?:ing)? (?:for|about)|negative for|not suggestive of|differential(?: diagnosis)?(?: includes)?|evaluate for|versus|vs\.?|poss\.?|prob\.?|susp\.?)[ :]+)(?:a |an |the |any |for |of )?",
    )
});

/// How long the words are at the head of an item that deny or doubt the
/// illness behind them: `No evidence of`, `Rule out`. They are no part of its
/// name.
fn hedge(line: &str) -> usize {
    let found = HEDGE.as_ref().and_then(|pattern| pattern.find(line));
    found.map_or(0, |found| found.end()).min(line.len())
}

/// What is said of an illness behind it: denied, or else doubted.
static TAIL: Pattern = LazyLock::new(|| {
    compiled(
        r"^[^,;:]*(?:,|;|:| -| –|--) *(?:(ruled out|excluded|not (?:confirmed|present|found|supported|evident|established)|none|absent|unlikely)|(?:to be ruled out|rule out|r/o|suspected|possible|probable|questionable|doubtful|likely|unconfirmed|provisional|not ruled out|\?+))$",
    )
});

/// An item of a list of diagnoses: how it is said is told by the words before
/// and behind the illness that it names first.
fn item(scene: &mut Scene<'_>, span: &Range<usize>) {
    let at = span.start + hedge(&scene.text[span.clone()]);
    let (name, code) = apart(&scene.text[at..span.end]);
    let named = [Table::Condition, Table::Ailment].into_iter().flat_map(|table| scene.marks.of(table));
    let first = named.map(|mark| mark.span.clone()).filter(|one| one.start >= at && one.end <= span.end);
    let first = first.min_by_key(|one| one.start);
    let ending = || {
        let found = ENDING.as_ref()?.find(&scene.folded[at..span.end])?;
        Some(at + found.start()..at + found.end())
    };
    let anchor = first.or_else(ending).unwrap_or(at..span.end);
    let mut context = scene.finding(&anchor);
    if let Some(found) = TAIL.as_ref().and_then(|pattern| pattern.captures(&scene.text[anchor.end..span.end])) {
        context.negated |= found.get(1).is_some();
        context.uncertain |= found.get(1).is_none();
    }
    if at > span.start {
        // The plainest doubts are said in words that doubt other things too.
        let lead = scene.folded[span.start..at].trim_start();
        let denied = [
            "no ",
            "not ",
            "without",
            "lack",
            "absence",
            "insufficient",
            "negative",
            "there ",
            "with no",
            "unlikely",
        ];
        let is_denied = denied.iter().any(|word| lead.starts_with(word));
        context.negated |= is_denied;
        context.uncertain |= !is_denied;
        context.conditional = false;
    }
    if name.len() > 3 {
        scene.add_as(span, FactKind::Diagnosis { name, code }, context);
    }
}

/// A line with a code. In a row of a request the words after it are what is
/// asked for, and the words before it may stand on a line of their own.
fn coded(scene: &mut Scene<'_>) {
    let Some(pattern) = CODE.as_ref() else { return };
    let codes = pattern.find_iter(scene.text).filter(|found| has_figure(found.as_str()));
    let codes: Vec<Range<usize>> = codes.map(|found| found.range()).collect();
    if scene.kind == Kind::RequestForAuthorization || codes.len() < 2 {
        let whole = 0..scene.text.len();
        if whole.len() < LONGEST {
            one_of(scene, &whole, &codes);
        }
        return;
    }
    // A scan may make one line of a list: each code has the words before it,
    // or after it where the list begins with a code.
    let first = codes.first().map_or(0, |code| code.start);
    let leads = scene.text[..first].chars().filter(|c| c.is_alphabetic()).count() < 3;
    let ends = codes.iter().skip(1).map(|code| code.start).chain([scene.text.len()]);
    let starts = [0].into_iter().chain(codes.iter().map(|code| code.end));
    let spans: Vec<Range<usize>> = match leads {
        true => {
            codes.iter().zip(ends).map(|(code, end)| code.start..before_next(scene.text, code.start..end)).collect()
        }
        false => starts.zip(&codes).map(|(start, code)| start..code.end).collect(),
    };
    for (span, code) in spans.iter().zip(&codes).filter(|(span, _)| span.len() < LONGEST) {
        one_of(scene, span, std::slice::from_ref(code));
    }
}

/// Where the words behind the last code of a diagnosis begin, where a line has
/// such a code and words behind it.
pub(super) fn after_codes(text: &str) -> Option<usize> {
    let last = CODE.as_ref()?.find_iter(text).filter(|found| has_figure(found.as_str())).last()?.end();
    text[last..].contains(char::is_alphabetic).then_some(last)
}

/// Whether a line has the code of a diagnosis.
pub(super) fn has_code(line: &str) -> bool {
    CODE.as_ref().is_some_and(|pattern| pattern.find_iter(line).any(|found| has_figure(found.as_str())))
}

/// Whether what looks like a code has a figure: `ESI, as` is none.
fn has_figure(written: &str) -> bool {
    written.bytes().any(|byte| byte.is_ascii_digit())
}

/// The longest words with a code that are a diagnosis, in bytes.
const LONGEST: usize = 160;

/// The diagnosis in a part of a sentence.
fn one_of(scene: &mut Scene<'_>, span: &Range<usize>, codes: &[Range<usize>]) {
    let Some(all) = codes.first().cloned() else { return };
    let text = &scene.text[span.clone()];
    let (mut name, code) = apart(text);
    name.drain(..hedge(&name));
    if scene.kind == Kind::RequestForAuthorization {
        let before = clean(&scene.text[..all.start]);
        let line = scene.carried.line.clone();
        name = if before.is_empty() { line.map(|line| clean(&line)).unwrap_or(name) } else { before };
        // In a narrow column the side comes to stand behind what is asked for.
        let after = text.get(all.end..).unwrap_or_default();
        let side = after.split([' ', ',']).find(|word| matches!(*word, "left" | "right"));
        if let Some(side) = side.filter(|_| scene.text[..all.start].trim_end().ends_with(',')) {
            name = format!("{name}, {side}");
        }
    }
    if name.len() > 3 {
        let mut context = scene.context(&all);
        // The severity of a code speaks of no past.
        context.historical &= matches!(scene.section(), Section::PastHistory | Section::FamilyHistory);
        context.uncertain |= is_doubted(text);
        scene.add_as(&all, FactKind::Diagnosis { name, code }, context);
    }
}

/// Whether an item begins with a doubt, behind its number.
fn is_doubted(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-:#*\u{2022}".contains(c));
    let lead = &bare[..hedge(bare)].to_lowercase();
    !lead.is_empty()
        && !["no", "without", "lack", "absence", "insufficient", "negative", "there", "with"]
            .iter()
            .any(|word| lead.starts_with(word))
}

static ENDING: Pattern = LazyLock::new(|| {
    compiled(r"\b[a-z]{3,}(?:itis|osis|opathy|algia|emia|oma|plegia|trophy|sclerosis|iasis|rrhea)\b")
});

/// Illnesses that are named where histories and suspicions are told.
fn named(scene: &mut Scene<'_>) {
    let marks = scene.marks;
    let section = scene.section();
    let history = matches!(section, Section::PastHistory | Section::FamilyHistory);
    let tells = history || marks.cue("relative") || marks.cue("suspect") || marks.cue("history");
    let elsewhere = section == Section::Studies
        || scene.carried.study.is_some()
        || marks.has(Table::Study)
        || (marks.has(Table::Sign) && section == Section::Examination)
        || marks.has(Table::Procedure);
    if !tells || elsewhere || scene.kind == Kind::Correspondence || scene.kind == Kind::Operative {
        return;
    }
    let mut spans: Vec<Range<usize>> = marks.of(Table::Condition).map(|mark| mark.span.clone()).collect();
    if spans.is_empty()
        && let Some(found) = ENDING.as_ref().and_then(|pattern| pattern.find(scene.folded))
    {
        spans.push(found.range());
    }
    for span in spans {
        let mut context = scene.context(&span);
        context.other_person |= section == Section::FamilyHistory || is_of_relative(scene, &span);
        if context.historical {
            context.negated &= scene.folded[..span.start].contains(" no ") || scene.folded.starts_with("no ");
        }
        if !context.other_person && is_suspected(scene, &span) {
            (context.uncertain, context.conditional, context.negated) = (true, false, false);
        }
        let name = scene.folded[span.clone()].to_owned();
        scene.add_as(&span, FactKind::Diagnosis { name, code: None }, context);
    }
}

/// Whether a line of a list names what one can suffer from, and nothing that
/// is done about it.
fn names_illness(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    let marks = scene.marks;
    let done = [Table::Therapy, Table::Procedure, Table::Work].iter().any(|table| marks.has(*table));
    let ends = || ENDING.as_ref().is_some_and(|pattern| pattern.is_match(&scene.folded[line.clone()]));
    !done && scene.drugs.is_empty() && (marks.has(Table::Condition) || marks.has(Table::Ailment) || ends())
}

/// `Brother: gout.` What a relative tells is the patient's.
fn is_of_relative(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    const TELLS: [&str; 8] = ["states", "reports", "says", "notes", "told", "stated", "reported", "noted"];
    scene.marks.named(Table::Cue, "relative").is_some_and(|relative| {
        let between = scene.folded.get(relative.span.end..span.start).unwrap_or_default();
        !between.split(' ').any(|word| TELLS.contains(&word))
    })
}

/// Whether a word right before an illness makes it a question: `r/o`, `?`.
fn is_suspected(scene: &Scene<'_>, span: &Range<usize>) -> bool {
    scene
        .marks
        .of(Table::Cue)
        .any(|cue| cue.name == "suspect" && cue.span.end <= span.start && span.start - cue.span.end < 24)
}

/// The words of a diagnosis without its code, in lower case, and the code.
fn apart(text: &str) -> (String, Option<String>) {
    let found = CODE.as_ref().and_then(|pattern| pattern.captures(text));
    let Some(found) = found else {
        return (clean(text), None);
    };
    let code = found.get(1).or_else(|| found.get(2)).map(|code| as_code(code.as_str()));
    let range = found.get(0).map_or(0..0, |all| all.range());
    let (before, after) = (clean(&text[..range.start]), clean(&text[range.end..]));
    // A label stands before its words: `Preoperative diagnosis: ...`.
    let before = before.rsplit_once(": ").map_or(before.clone(), |(_, rest)| rest.to_owned());
    (if before.chars().filter(|c| c.is_alphabetic()).count() < 3 { after } else { before }, code)
}

/// A code as it was before a scan: `$`, `§` and `5` for the letter `S`, a comma
/// for the full stop, letters for figures.
fn as_code(written: &str) -> String {
    let code = written.to_uppercase().replace(',', ".").replace(' ', "");
    let is_s = |first: char| matches!(first, '$' | '§') || (first == '5' && code.ends_with(char::is_alphabetic));
    let first = code.chars().next().map(|first| if is_s(first) { 'S' } else { first });
    let figure = |(at, c): (usize, char)| match c {
        'O' if at != 2 => '0',
        'I' | 'L' if at != 2 => '1',
        'S' if at == 1 => '5',
        other => other,
    };
    let rest = code.chars().enumerate().skip(1).map(figure);
    first.into_iter().chain(rest).collect()
}

/// The number of the next entry, where a scan made one line of a list.
static NEXT: Pattern = LazyLock::new(|| compiled(r"\s\d{1,2}[.)]\s*$"));

/// The end of an entry before the number of the next. Of some illnesses a
/// number is part of the name.
fn before_next(text: &str, entry: Range<usize>) -> usize {
    const NUMBERED: [&str; 5] = ["type", "grade", "stage", "class", "degree"];
    let found = NEXT.as_ref().and_then(|pattern| pattern.find(&text[entry.clone()]));
    let end = found.map_or(entry.end, |found| entry.start + found.start());
    let before = text[entry.start..end].to_lowercase();
    if NUMBERED.iter().any(|word| before.ends_with(word)) { entry.end } else { end }
}

/// The side that ends a name.
static SIDE: Pattern = LazyLock::new(|| compiled(r"[,.] (?:left|right)\b"));

/// The words of a diagnosis without what a scan made of strokes of a pen
/// behind them.
fn without_scraps(text: &str) -> &str {
    // No level of the spine and no joint in capitals, which may follow a side.
    let scrap = |word: &str| {
        let mut pairs = word.as_bytes().windows(2);
        word.len() < 2 || pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
    };
    let side = SIDE.as_ref().and_then(|pattern| pattern.find(text)).map(|found| found.end());
    side.filter(|end| text[*end..].split_whitespace().all(scrap)).map_or(text, |end| &text[..end])
}

fn clean(text: &str) -> String {
    let text = without_scraps(text);
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-:#*\u{2022}".contains(c));
    bare.trim_end_matches([' ', '.', ',', ';', ':', '-', '(', '[']).to_lowercase()
}

/// The part of a sentence behind its heading and number.
fn without_heading(text: &str) -> Range<usize> {
    let start = if section_of(text).is_some() { text.find(':').map_or(0, |at| at + 1) } else { 0 };
    let rest = &text[start..];
    let bare = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-#*\u{2022}".contains(c));
    // A line that begins with a code keeps it.
    let kept = if bare.starts_with(|c: char| c.is_alphabetic()) { rest.len() - bare.len() } else { 0 };
    start + kept..text.len()
}

/// A line of a list of diagnoses is short, no heading, and no sentence about
/// the patient.
fn is_diagnosis(line: &str) -> bool {
    const TALK: [&str; 18] = [
        "patient",
        "i ",
        "we ",
        "he ",
        "she ",
        "will ",
        "recommend",
        "discuss",
        "follow",
        "return",
        "continue",
        "claimant",
        "injured worker",
        "should",
        "page ",
        "mrn",
        "dob",
        " was ",
    ];
    let lower = line.to_lowercase();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters > 3
        && line.len() < 140
        && super::scene::alone(line.trim_end_matches(':')).is_none()
        && !ends_in_number(line)
        && !TALK.iter().any(|word| lower.contains(word))
        && !["m.d", "d.o", "d.c"].iter().any(|degree| lower.contains(degree))
}

/// Whether a line ends in a number, such as that of a page; `left L5` ends in
/// a level.
fn ends_in_number(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    last.ends_with(|c: char| c.is_ascii_digit()) && !last.starts_with(|c: char| "CTLSctls".contains(c))
}
