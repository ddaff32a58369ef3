//! A sentence that tells more than one outcome of a sign: of both sides, of
//! several places, or of a rule and what is excepted from it. Also what was
//! not looked for.

use super::body::{Part, part_near};
use super::exam::{is_measured, is_provoked, moves, outcome_in};
use super::kind::{FactKind, Side};
use super::pattern::{Pattern, compiled};
use super::scene::Scene;
use super::vocabulary::{Mark, Table};
use std::ops::Range;
use std::sync::LazyLock;

/// One outcome of several that a sentence tells of a sign.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) side: Option<Side>,
    pub(super) part: Option<String>,
    /// As written.
    pub(super) value: Option<String>,
    /// `positive` or `negative`, or what was measured in a word.
    pub(super) outcome: &'static str,
}

static NOT_TESTED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:not|never|cannot|unable to)(?: be| been| yet| able| to| fully| formally| adequately| reliably| accurately| properly| today)* (?:assess(?:ed|able)?|test(?:ed|able)?|perform(?:ed)?|evaluate[d]?|examined|attempted|measured?|checked|done|obtain(?:ed|able)?|documented|recorded|completed|tolerated?|possible|repeated|carried out|conducted|undertaken|determined?|addressed|mentioned|applicable)\b|\b(?:n't) (?:be |been )?(?:assessed|tested|performed|evaluated|examined|attempted|measured|checked|done|obtained|documented|recorded|completed|tolerated|possible)\b|\b(?:was|were|is|are|testing|exam)? ?(?:deferred|untestable|unassessable|unobtainable|omitted|postponed)\b|\bn/t\b|\bunable to (?:assess|test|perform|evaluate|examine|measure|obtain|complete|tolerate)\b",
    )
});

/// Before a sign: `unable to assess straight leg raise`.
static DID_NOT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:unable to|could not|cannot|can't|couldn't|did not|didn't|was not able to|were not able to|not able to|deferred?|not) (?:\w+ )?(?:assess|test|perform|evaluate|examine|measure|check|obtain|attempt|complete|do|tolerate|undergo|tested:?|assessed:?|performed:?|examined:?)(?: \w+){0,4} ?(?:the |a |an |for |of )?$|\b(?:deferred|not tested|not assessed|not performed|not examined):? $|\b(?:refused|declined)(?: the| to perform| to allow| to undergo)* $",
    )
});

/// Whether a sign was not looked for. Of signs in a row, what is said behind
/// the last holds for all.
pub(super) fn is_untested(scene: &Scene<'_>, signs: &[Mark], index: usize) -> bool {
    let (Some(pattern), Some(before)) = (NOT_TESTED.as_ref(), DID_NOT.as_ref()) else { return false };
    let sign = &signs[index];
    let from = index.checked_sub(1).map_or(0, |at| signs[at].span.end);
    if before.is_match(&scene.text[from..sign.span.start]) {
        return true;
    }
    let mut at = index;
    loop {
        let to = signs.get(at + 1).map_or(scene.text.len(), |next| next.span.start);
        let behind = scene.text.get(signs[at].span.end..to).unwrap_or_default();
        let only = behind.trim_matches([' ', ',', '/', '(', ')']);
        if !matches!(only, "" | "and" | "or" | "test" | "testing") || at + 1 >= signs.len() {
            let clause = behind.split("; ").next().unwrap_or_default();
            return pattern.is_match(clause);
        }
        at += 1;
    }
}

static PARTED: Pattern = LazyLock::new(|| {
    compiled(
        r"[,;]\s+(?:and |but |while |whereas |or |yet )?|\.\s+|\s(?:and|but|while|whereas|yet|versus|vs\.?|compared with|compared to|as opposed to)\s|\s[/|]\s|\s--?\s",
    )
});

/// The sides named in a part of the text, with their places.
fn sides(text: &str, range: &Range<usize>) -> Vec<(Side, Range<usize>)> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(part, at) {
        at = word.end;
        if let Some((side, end)) = side_at(part, &word) {
            found.push((side, range.start + word.start..range.start + end));
            at = end;
        }
    }
    found
}

/// The next run of letters and digits, from a place on.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = &text.as_bytes()[from..];
    let start = bytes.iter().position(is_of_word)?;
    let length = bytes[start..].iter().position(|byte| !is_of_word(byte));
    Some(from + start..length.map_or(text.len(), |length| from + start + length))
}

fn is_of_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}

/// The side that a word names, and where its name ends.
fn side_at(text: &str, word: &Range<usize>) -> Option<(Side, usize)> {
    let (written, behind) = (&text[word.clone()], &text[word.end..]);
    // Most words are too long, or begin with another letter.
    if written.len() > 11 || !matches!(written.as_bytes()[0].to_ascii_lowercase(), b'l' | b'r' | b'b') {
        return None;
    }
    let side = match written.to_ascii_lowercase().as_str() {
        "left" | "lt" => Side::Left,
        "right" | "rt" => Side::Right,
        "bilateral" | "bilaterally" | "bilat" | "both" => Side::Both,
        "b" => {
            let rest = behind.as_bytes();
            let is_both = matches!(rest, [b'/', b'l' | b'L', ..]) && !rest.get(2).is_some_and(is_of_word);
            return is_both.then_some((Side::Both, word.end + 2));
        }
        _ if written == "L" && !is_of_spine(behind) => Side::Left,
        _ if written == "R" && !is_joined(behind) => Side::Right,
        _ => return None,
    };
    Some((side, word.end))
}

/// `L-spine` and `L 4` name no side.
fn is_of_spine(behind: &str) -> bool {
    let next = behind.trim_start_matches(['-', ' ']);
    next.starts_with("spine") || is_level(next) || is_joined(behind)
}

/// A letter that goes on as one word with the next is no side.
fn is_joined(behind: &str) -> bool {
    behind.starts_with(['-', '/', '\''])
}

/// `L 4-5`, and not `L 2+` or `L 40 degrees`.
fn is_level(behind: &str) -> bool {
    let mut letters = behind.chars();
    let first = letters.next().is_some_and(|c| "12345".contains(c));
    first && !letters.next().is_some_and(|c| c.is_ascii_digit() || "+/".contains(c))
}

/// The one side that a part of the text names.
pub(super) fn only(text: &str, range: &Range<usize>) -> Option<Side> {
    let named = sides(text, range);
    named.first().filter(|first| named.iter().all(|one| one.0 == first.0)).map(|one| one.0)
}

/// The side of a sign that is looked for on the other side than before: of the
/// contralateral leg, which no pain of the first is told of.
pub(super) fn crossed(scene: &Scene<'_>, sign: &Mark) -> Option<Option<Side>> {
    let before = &scene.folded[..sign.span.start];
    ["contralateral ", "crossed ", "opposite "].iter().find(|word| before.ends_with(**word))?;
    let told = scene.found.iter().rev().take_while(|fact| fact.passage == scene.sentence.text);
    let first = told.filter_map(|fact| match &fact.kind {
        FactKind::Exam(one) if one.sign == sign.name => one.side,
        _ => None,
    });
    let other = |side| match side {
        Side::Left => Some(Side::Right),
        Side::Right => Some(Side::Left),
        Side::Both => None,
    };
    first.last().map(other)
}

/// What is told of one place.
struct Chunk {
    range: Range<usize>,
    side: Option<Side>,
    part: Option<usize>,
    told: Option<(Option<String>, &'static str)>,
}

/// The outcomes of a sign, where the sentence tells more than one, or tells an
/// exception; none where it tells one, which is read as it stands. An empty
/// list where the next sign tells it.
pub(super) fn told(scene: &Scene<'_>, signs: &[Mark], index: usize, parts: &[Part]) -> Option<Vec<Said>> {
    let sign = &signs[index];
    if is_rule_behind(scene, signs, index) {
        return Some(Vec::new());
    }
    let next = signs.get(index + 1);
    let start = index.checked_sub(1).map_or(0, |at| signs[at].span.end);
    let mut from = last_parting(scene.text, start..sign.span.start).unwrap_or(start);
    // `On the right, the test is negative`.
    if !sides(scene.text, &(start..from)).is_empty() && outcome_in(scene, sign, &(start..from)).is_none() {
        from = start;
    }
    let end = next.map_or(scene.text.len(), |next| next.span.start);
    if let Some(told) = led_by_exception(scene, sign, parts, start..end) {
        return Some(told);
    }
    if let Some(told) = excepted(scene, sign, next, parts, from..end) {
        return Some(told);
    }
    let to = match next {
        Some(_) => parting(scene.text, sign.span.end..end).unwrap_or(end),
        None => end,
    };
    // `Absent at the left ankle, otherwise 2+` tells the exception first.
    let rest = OTHERWISE.as_ref().and_then(|pattern| pattern.find(&scene.text[sign.span.end..to]));
    let to = rest.as_ref().map_or(to, |rest| sign.span.end + rest.start());
    let chunks = chunks(scene, sign, parts, from..to);
    let placed = merged(scene, sign, chunks);
    let before: Vec<Part> = parts.iter().filter(|part| part.span.end <= sign.span.start).cloned().collect();
    let default = part_near(&before, &sign.span);
    let mut said: Vec<Said> = Vec::new();
    for chunk in placed {
        let part = chunk.part.map(|at| parts[at].name).or_else(|| default.map(|part| part.name));
        let side = chunk.side.or_else(|| default.filter(|_| chunk.part.is_none()).and_then(|part| part.side));
        let (value, outcome) = chunk.told?;
        let one = Said { side, part: part.map(str::to_owned), value, outcome };
        match said.iter().find(|other| other.side == one.side && other.part == one.part) {
            // What is said twice of one place is not for this reader.
            Some(other) if other.outcome != one.outcome => return None,
            Some(_) => {}
            None => said.push(one),
        }
    }
    let enough = said.len() > 1 || (rest.is_some() && !said.is_empty());
    enough.then_some(said)
}

/// `Aside from weakness of the left ankle, strength is normal`: the exception
/// was told, and the rule would say the reverse.
fn is_rule_behind(scene: &Scene<'_>, signs: &[Mark], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|at| &signs[at]) else { return false };
    let led = || EXCEPT.as_ref().is_some_and(|pattern| pattern.is_match(&scene.text[..before.span.start]));
    let between = scene.text.get(before.span.end..signs[index].span.start).unwrap_or_default();
    before.name == signs[index].name && between.contains(", ") && led()
}

static OTHERWISE: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:(?:is |are |was |were )?otherwise|elsewhere|(?:the )?(?:rest|remainder|remaining|others?)\b)")
});

/// `Except for the left EHL at 4/5, strength is 5/5`.
fn led_by_exception(scene: &Scene<'_>, sign: &Mark, parts: &[Part], range: Range<usize>) -> Option<Vec<Said>> {
    let before = scene.text.get(range.start..sign.span.start)?;
    let found = EXCEPT.as_ref()?.find(before)?;
    let clause = before[found.end()..].split(", ").next().unwrap_or_default();
    let from = range.start + found.end();
    let within = from..from + clause.len();
    (within.end < sign.span.start && !is_blank(clause)).then_some(())?;
    let rule = outcome_in(scene, sign, &(sign.span.start..range.end)).map(|one| one.1);
    exception(scene, sign, parts, &within, rule?)
}

fn is_blank(text: &str) -> bool {
    !text.contains(char::is_alphabetic)
}

/// Where the words behind the last parting within a range begin.
fn last_parting(text: &str, range: Range<usize>) -> Option<usize> {
    let found = PARTED.as_ref()?.find_iter(text.get(range.clone())?).last()?;
    Some(range.start + found.end())
}

/// Where the last parting of a range stands.
pub(super) fn parting(text: &str, range: Range<usize>) -> Option<usize> {
    let found = PARTED.as_ref()?.find_iter(text.get(range.clone())?).last()?;
    Some(range.start + found.start())
}

/// The clauses of a range, each with its place and its outcome.
fn chunks(scene: &Scene<'_>, sign: &Mark, parts: &[Part], range: Range<usize>) -> Vec<Chunk> {
    let text = &scene.text[range.clone()];
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    for found in PARTED.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        ranges.push(at..range.start + found.start());
        at = range.start + found.end();
    }
    ranges.push(at..range.end);
    let cut = ranges.into_iter().flat_map(|range| by_side(scene, sign, range));
    cut.map(|range| chunk(scene, sign, parts, range)).collect()
}

/// `R neg L pos`: cut where the second side is told of.
fn by_side(scene: &Scene<'_>, sign: &Mark, range: Range<usize>) -> Vec<Range<usize>> {
    let named = sides(scene.text, &range);
    let [(one, first), (other, second)] = &named[..] else { return vec![range] };
    if one == other || second.start - first.end < 4 {
        return vec![range];
    }
    // Whether a value stands between the first side and the second.
    let between = first.end..second.start;
    let at = match outcome_in(scene, sign, &between) {
        None => return vec![range],
        Some(_)
            if outcome_in(scene, sign, &(range.start.max(sign.span.end.min(first.start))..first.start))
                .is_none() =>
        {
            second.start
        }
        Some(_) => first.end,
    };
    vec![range.start..at, at..range.end]
}

fn chunk(scene: &Scene<'_>, sign: &Mark, parts: &[Part], range: Range<usize>) -> Chunk {
    let named = sides(scene.text, &range);
    let within = |part: &Part| part.span.start >= range.start && part.span.end <= range.end;
    let part = parts.iter().position(within);
    let different = named.iter().any(|one| Some(one.0) != named.first().map(|one| one.0));
    let side = named.first().filter(|_| !different).map(|one| one.0);
    let side = if different && named.len() == 2 && is_pair(&named) { Some(Side::Both) } else { side };
    let side = side.or_else(|| part.and_then(|at| parts[at].side));
    let own = range.start <= sign.span.start && sign.span.end <= range.end;
    let foreign = !own
        && !is_provoked(sign.name)
        && scene.marks.of(Table::Symptom).any(|mark| mark.span.start >= range.start && mark.span.end <= range.end);
    let told = if foreign { None } else { outcome_in(scene, sign, &range) };
    // A sign that is named with a place, and not denied, is there.
    let plain = own && !is_measured(sign.name) && !is_provoked(sign.name) && (side.is_some() || part.is_some());
    let told = told.or_else(|| plain.then_some((None, "positive")));
    Chunk { range, side, part, told }
}

fn is_pair(named: &[(Side, Range<usize>)]) -> bool {
    named[1].1.start - named[0].1.end < 6
}

static DEGREES: Pattern = LazyLock::new(|| compiled(r"\d{1,3} ?(?:degrees?|deg|°)"));

/// The clauses with an outcome: a place or an outcome that stands alone goes
/// with the next where it says the same.
fn merged(scene: &Scene<'_>, sign: &Mark, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut all: Vec<Chunk> = Vec::new();
    let mut held: Option<Chunk> = None;
    let mut rest = chunks.into_iter().peekable();
    while let Some(mut chunk) = rest.next() {
        let placed = chunk.side.is_some() || chunk.part.is_some();
        let degrees = || DEGREES.as_ref().is_some_and(|one| one.is_match(&scene.text[chunk.range.clone()]));
        let answered = rest.peek().is_some_and(is_unplaced);
        if placed && !answered && chunk.told.is_none() && !is_measured(sign.name) && !all.is_empty() && degrees() {
            chunk.told = all.last().and_then(|one| one.told.as_ref().map(|told| (None, told.1)));
        }
        match held.take() {
            // `Negative; on the left, positive`: the place goes with what follows.
            Some(before) if placed && chunk.told.is_none() && rest.peek().is_some_and(is_unplaced) => {
                all.extend(Some(before).filter(|one| one.told.is_some()));
            }
            Some(before) if before.told.is_some() && placed => match (&before.told, &chunk.told) {
                (Some(one), Some(other)) if is_same(one.1, other.1) => chunk.told = before.told,
                (Some(_), None) => chunk.told = before.told,
                _ => all.push(before),
            },
            Some(before) if before.told.is_some() && chunk.told.is_some() => all.push(before),
            // `On the right, negative.`
            Some(before) if before.told.is_none() && !placed && chunk.told.is_some() => {
                (chunk.side, chunk.part) = (before.side, before.part);
            }
            Some(before) if before.told.is_some() => {
                held = Some(before);
                continue;
            }
            _ => {}
        }
        let placed = chunk.side.is_some() || chunk.part.is_some();
        match (placed, chunk.told.is_some()) {
            (true, true) => all.push(chunk),
            (false, false) => {}
            _ => held = Some(chunk),
        }
    }
    all.extend(held.filter(|one| one.told.is_some() && one.range.start <= sign.span.start));
    all
}

/// Whether a clause tells an outcome, and no place.
fn is_unplaced(chunk: &Chunk) -> bool {
    chunk.told.is_some() && chunk.side.is_none() && chunk.part.is_none()
}

fn is_same(one: &str, other: &str) -> bool {
    let is_well = |word: &str| matches!(word, "normal" | "full" | "negative");
    is_well(one) == is_well(other)
}

static EXCEPT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:except(?:ing)?(?: for| that| at| in| on)?|with (?:the )?(?:sole |single |one |only )?exception (?:of|being)|other than|apart from|aside from|save for|save|but for|excluding|barring|outside of)\b",
    )
});

/// Where a range begins behind an exception that it tells: what is said
/// before is not said of what is excepted.
pub(super) fn behind_exception(text: &str, range: Range<usize>) -> usize {
    let found = EXCEPT.as_ref().and_then(|pattern| pattern.find_iter(text.get(range.clone())?).last());
    found.map_or(range.start, |found| range.start + found.end())
}

/// What is excepted from the rule, where the words behind a sign tell one. The
/// rule itself is not told: it would say the reverse of the exception.
fn excepted(
    scene: &Scene<'_>,
    sign: &Mark,
    next: Option<&Mark>,
    parts: &[Part],
    range: Range<usize>,
) -> Option<Vec<Said>> {
    let found = EXCEPT.as_ref()?.find(&scene.text[sign.span.start..range.end])?;
    let cue = sign.span.start + found.start()..sign.span.start + found.end();
    let rule = outcome_in(scene, sign, &(range.start..cue.start));
    let rule = match rule {
        Some((_, outcome)) => outcome,
        None if is_measured(sign.name) || is_provoked(sign.name) => return None,
        None => "positive",
    };
    let clause = scene.text[cue.end..range.end].split("; ").next().unwrap_or_default();
    let mut to = cue.end + clause.len();
    if let Some(next) = next.filter(|next| next.span.start <= to) {
        let own = scene.text[next.span.start..].split("; ").next().unwrap_or_default();
        let told = outcome_in(scene, next, &(next.span.start..next.span.start + own.len())).is_some();
        let same =
            (told && next.name == sign.name) || (next.name != sign.name && moves(next.name) && moves(sign.name));
        // `Intact except the left L5 dermatome` names the sign again.
        let again = !told && next.name == sign.name;
        match parting(scene.text, cue.end..next.span.start) {
            Some(at) => to = at,
            None if same => return Some(Vec::new()),
            None if again => {}
            None => return None,
        }
    }
    let within = cue.end..to;
    exception(scene, sign, parts, &within, rule)
}

/// What is said of what is excepted: its own outcome, or the reverse of the
/// rule.
fn exception(
    scene: &Scene<'_>,
    sign: &Mark,
    parts: &[Part],
    within: &Range<usize>,
    rule: &str,
) -> Option<Vec<Said>> {
    (!is_blank(scene.text.get(within.clone())?)).then_some(())?;
    let opposite = match rule {
        "normal" | "full" => "decreased",
        "negative" => "positive",
        "positive" => "negative",
        _ => "normal",
    };
    let (value, outcome) = outcome_in(scene, sign, within).unwrap_or((None, opposite));
    let part = parts.iter().find(|part| part.span.start >= within.start && part.span.end <= within.end);
    let side = sides(scene.text, within).first().map(|one| one.0).or_else(|| part.and_then(|part| part.side));
    Some(vec![Said { side, part: part.map(|part| part.name.to_owned()), value, outcome }])
}
