//! The amounts in an item line: strength, quantity, frequency, refills.

use super::dates;
use super::pattern::compiled;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An amount and where it stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) value: String,
    pub(super) range: Range<usize>,
}

impl Amount {
    /// The same amount in a longer text.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }
}

/// All amounts of a line.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    pub(super) strength: Option<Amount>,
    pub(super) quantity: Option<Amount>,
    pub(super) unit: Option<String>,
    pub(super) frequency: Option<Amount>,
    pub(super) refills: Option<Amount>,
    pub(super) date_of_service: Option<Amount>,
    /// What is not part of the name.
    pub(super) taken: Vec<Range<usize>>,
}

const WORDS: &str = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty-four|twenty|thirty|forty|sixty|ninety";
const DURATION: &str = "days?|weeks?|wks?|months?|nights?|years?";
const COUNTED: &str = "sessions?|visits?|treatments?|tablets?|tabs?|capsules?|caps|pills?|patches|patch|tubes?|bottles?|boxes|box|vials?|injections?|kits?|pairs?|units|syringes?";
const MEASURE: &str = "grams?|gms?|gr|g|milliliters?|ml|cc|ounces?|oz|fl oz|kg|lbs?";

static STRENGTH: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\d(?:[\d,.]*\d)?";
    let unit = r"(?:(?:mgs?|mcg|µg|ug|meq|iu|units?|milligrams?|micrograms?)\b|%)";
    compiled(&format!(
        r"(?i)(?:{number}\s?{unit}?\s?[-/–]\s?)*{number}\s?{unit}(?:\s?/\s?(?:{number}\s?)?(?:ml|cc|hr|hours?|h|gm?|day|actuation|spray|dose)\b)?"
    ))
});

static SERVICE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i),?\s*\(?\b(?:DOS|dates?\s+of\s+service|dispensed(?:\s+on)?|performed\s+on)\s*:?\s*\(?")
});

static REFILLS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i),?\s*\b(?:with\s+|plus\s+|and\s+)?(?:(?:(?:{WORDS})\s*\(\s*(?P<b>\d+)\s*\)|(?P<n>\d+)|(?P<w>{WORDS}))\s+(?:additional\s+)?refills?\b|refills?\s*(?:x|:|\#|-|=|of|times)?\s*(?P<m>\d+))(?:\s+of\b)?"
    ))
});

static FREQUENCY: LazyLock<Regex> = LazyLock::new(|| {
    let number = format!(r"(?:(?:{WORDS})(?:\s*\(\s*\d+\s*\))?|\d+)");
    let many = format!(r"{number}(?:\s*(?:-|–|to)\s*{number})?");
    let span = format!(r"(?:{DURATION})");
    compiled(&format!(
        r"(?ix) \b (?:
            {many} [\s-]* (?: times? | x | visits? | sessions? | hours? | hrs? | days? | treatments? )
              \s* (?: a | per | each | / | every ) \s* (?: weeks? | wk | day | month | year ) \b
              (?: ,?\s* {many} \s* (?:times?|x|days?) \s* (?: a | per | / ) \s* (?:week|wk|month) \b )?
              (?: ,?\s* (?: for | x | times ) \s* {many} [\s-]* {span} \b )?
          | {many} \s* x \s* (?:/|a|per)? \s* (?:week|wk|weekly) \b (?: \s* (?: for | x ) \s* {many} [\s-]* {span} \b )?
          | \d \s* (?: x | times ) \s* \d{{1,2}}
          | (?: once | twice | (?:{number})\ times ) \s* (?: (?:a|per)\ (?:day|week|month) | daily | weekly )
              (?: ,?\s* (?: for | x ) \s* {many} [\s-]* {span} \b )?
          | at \s bedtime
          | every \s+ (?:other\s+day | {many}\s*(?:hours?|hrs?|days?|weeks?|months?)) (?: \s+ as\ needed )?
          | daily | weekly | monthly | nightly | bid | tid | qid | qd | qhs | q\.?\s?\d+(?:-\d+)?\s?(?:hours|hrs?|h)
        ) \b"
    ))
});

/// A number sign or the word for quantity.
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)(?:\#\s?|\b(?:qty|quantity)\b\.?\s*(?:of\s+|:\s*|\.\s*|\#\s*|=\s*|-\s*)*)(?P<n>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:\s*(?P<u>{COUNTED})\b)?"
    ))
});

/// `Eight (8) physical therapy sessions`, `12 visits`.
static SOME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(?:(?:{WORDS})\s*\(\s*(?P<b>\d+)\s*\)|(?P<n>\d+)|(?P<w>{WORDS}))\s+(?:(?:of|additional|more|initial|[a-z][a-z/'-]*)\s+){{0,5}}?(?P<u>{COUNTED})\b"
    ))
});

/// `sessions, 12`, `visits x 6`, `x 8`.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(?:(?P<u>{COUNTED})\s*(?:,|x|times|\#|-|:|=)?\s*|(?:therapy|acupuncture|treatment)\s*,\s*|x\s?)(?P<n>\d+)\b"
    ))
});

static MEASURED: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"(?i)(?P<n>\d(?:[\d,.]*\d)?)\s?-?\s?(?P<u>{MEASURE})\b")));

static LASTING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)(?:\bfor\s+(?:an?\s+)?)?\b(?:(?P<n>\d+(?:\s*(?:-|–|to)\s*\d+)?)|(?P<w>{WORDS}))(?:\s*\(\s*\d+\s*\))?[\s-]*(?P<u>{DURATION}|hours?)\b(?:\s+(?:rental|use|supply))?"
    ))
});

/// True where a line has a strength: then it is a drug.
pub(super) fn has_strength(line: &str) -> bool {
    has_digit(line) && STRENGTH.is_match(line)
}

fn has_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
}

/// Reads the amounts of a line.
pub(super) fn read(line: &str, is_drug: bool) -> Amounts {
    let mut amounts =
        Amounts { taken: dates::all(line).into_iter().map(|d| d.range).collect(), ..Amounts::default() };
    let dates = amounts.taken.len();
    // Most lines lack the words that a pattern is for; they are told sooner
    // than by the pattern.
    let lower = line.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["dos", "service", "dispensed", "performed"]) {
        service(line, &mut amounts);
    }
    if !has_digit(line) && !spelled(line) {
        amounts.frequency = frequency(line, &mut amounts.taken);
        return amounts;
    }
    if has(&["refill"]) {
        amounts.refills = refills(line, &mut amounts.taken);
    }
    if has(&["#", "qty", "quantity"]) {
        count(line, &mut amounts);
    }
    amounts.frequency = frequency(line, &mut amounts.taken);
    if is_drug {
        amounts.strength = strength(line, &mut amounts.taken);
    }
    measure(line, is_drug, &mut amounts);
    if amounts.quantity.is_none() {
        counted(line, &mut amounts);
    }
    if amounts.quantity.is_none() && !is_drug && !repeated(&amounts) {
        lasting(line, &mut amounts);
    }
    // A date is part of the name unless it is the date of service.
    if amounts.date_of_service.is_none() {
        amounts.taken.drain(..dates);
    }
    amounts
}

fn spelled(line: &str) -> bool {
    static SPELLED: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"(?i)\b(?:{WORDS})\b")));
    SPELLED.is_match(line)
}

/// Matches of a pattern that touch nothing taken.
fn free<'t>(pattern: &Regex, line: &'t str, taken: &[Range<usize>]) -> Option<regex::Captures<'t>> {
    pattern.captures_iter(line).find(|found| {
        found.get(0).is_some_and(|whole| !taken.iter().any(|t| whole.start() < t.end && t.start < whole.end()))
    })
}

fn service(line: &str, amounts: &mut Amounts) {
    let Some(word) = SERVICE.find(line) else { return };
    let Some(date) = dates::first(&line[word.end()..]).filter(|date| date.range.start < 3) else {
        return;
    };
    let range = word.end() + date.range.start..word.end() + date.range.end;
    amounts.taken.push(word.start()..range.end + usize::from(line[range.end..].starts_with(')')));
    amounts.date_of_service = Some(Amount { value: line[range.clone()].to_owned(), range });
}

/// The number of a match: digits, or a word as digits.
fn number(found: &regex::Captures<'_>) -> Option<Amount> {
    for name in ["b", "n", "m"] {
        if let Some(digits) = found.name(name) {
            let value = digits.as_str().split_whitespace().collect::<String>().replace("to", "-");
            return Some(Amount { value, range: digits.range() });
        }
    }
    let word = found.name("w")?;
    Some(Amount { value: word_value(word.as_str())?.to_string(), range: word.range() })
}

fn word_value(word: &str) -> Option<u32> {
    const SMALL: [&str; 18] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
    ];
    const LARGE: [(&str, u32); 6] =
        [("twenty", 20), ("twenty-four", 24), ("thirty", 30), ("forty", 40), ("sixty", 60), ("ninety", 90)];
    let word = word.to_ascii_lowercase();
    if let Some(at) = SMALL.iter().position(|&known| known == word) {
        return u32::try_from(at + 1).ok();
    }
    LARGE.iter().find(|known| known.0 == word).map(|known| known.1)
}

fn refills(line: &str, taken: &mut Vec<Range<usize>>) -> Option<Amount> {
    let found = free(&REFILLS, line, taken)?;
    taken.push(found.get(0)?.range());
    number(&found)
}

fn frequency(line: &str, taken: &mut Vec<Range<usize>>) -> Option<Amount> {
    let found = free(&FREQUENCY, line, taken)?;
    let range = with_dose(line, found.get(0)?.range(), taken);
    taken.push(range.clone());
    Some(Amount { value: line[range.clone()].to_owned(), range })
}

/// A dose before the frequency and a condition behind it belong to it: `1 tab
/// po QD`, `Q6H PRN`.
fn with_dose(line: &str, range: Range<usize>, taken: &[Range<usize>]) -> Range<usize> {
    static DOSE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(&format!(
            r"(?i)\b(?:{WORDS}|\d)(?:-\d)?\s+(?:(?:tablets?|tabs?|capsules?|caps?|pills?)\s+)?(?:(?:po|p\.o\.|by mouth|orally)\s+)?$"
        ))
    });
    static CONDITION: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^,?\s+(?:prn|as needed|at bedtime)\b"));
    let dose = DOSE.find(&line[..range.start]).map(|dose| dose.range());
    let dose = dose.filter(|dose| !taken.iter().any(|t| dose.start < t.end && t.start < dose.end));
    let condition = CONDITION.find(&line[range.end..]).map_or(0, |condition| condition.end());
    dose.map_or(range.start, |dose| dose.start)..range.end + condition
}

fn strength(line: &str, taken: &mut Vec<Range<usize>>) -> Option<Amount> {
    let all: Vec<Range<usize>> = STRENGTH
        .find_iter(line)
        .map(|found| found.range())
        .filter(|found| !taken.iter().any(|t| found.start < t.end && t.start < found.end))
        .collect();
    let (first, last) = (all.first()?.clone(), all.last()?.clone());
    let compound = all.len() > 1 && all.iter().all(|found| line[found.clone()].ends_with('%'));
    if compound {
        let value = all.iter().map(|found| line[found.clone()].replace(' ', "")).collect::<Vec<_>>().join("/");
        taken.extend(all);
        return Some(Amount { value, range: first.start..last.end });
    }
    taken.push(first.clone());
    Some(Amount { value: line[first.clone()].to_owned(), range: first })
}

/// What is counted by `#` or `qty`. Sessions are what a `#` counts where the
/// line speaks of them.
fn count(line: &str, amounts: &mut Amounts) {
    let Some(found) = free(&COUNT, line, &amounts.taken) else {
        return;
    };
    let (Some(whole), Some(n)) = (found.get(0), found.name("n")) else {
        return;
    };
    amounts.taken.push(whole.range());
    amounts.quantity = Some(Amount { value: n.as_str().to_owned(), range: n.range() });
    amounts.unit = found.name("u").map(|u| u.as_str().to_owned()).or_else(|| {
        static VISITS: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b(?:sessions|visits)\b"));
        let visits = VISITS.find(line)?;
        amounts.taken.push(visits.range());
        Some(visits.as_str().to_owned())
    });
}

/// Grams and millilitres: the quantity, or what one of it holds.
fn measure(line: &str, is_drug: bool, amounts: &mut Amounts) {
    if !is_drug {
        return;
    }
    let Some(found) = free(&MEASURED, line, &amounts.taken) else {
        return;
    };
    let (Some(whole), Some(n), Some(u)) = (found.get(0), found.name("n"), found.name("u")) else {
        return;
    };
    amounts.taken.push(whole.range());
    if amounts.quantity.is_some() {
        amounts.unit = Some(whole.as_str().to_owned());
    } else {
        amounts.quantity = Some(Amount { value: n.as_str().to_owned(), range: n.range() });
        amounts.unit = Some(u.as_str().to_owned());
    }
}

/// `Eight (8) sessions`, then `sessions, 12`.
fn counted(line: &str, amounts: &mut Amounts) {
    for pattern in [&SOME, &BEHIND] {
        let Some(found) = free(pattern, line, &amounts.taken) else {
            continue;
        };
        // `take 1 tab` tells how to use it, not how much of it.
        let taken_at_once =
            found.get(0).is_some_and(|whole| line[..whole.start()].to_ascii_lowercase().ends_with("take "));
        if taken_at_once {
            continue;
        }
        let Some(amount) = number(&found) else { continue };
        let unit = found.name("u");
        let start = found.get(0).map_or(amount.range.start, |whole| whole.start());
        let start = start - line[..start].strip_suffix(" x ").map_or(0, |_| "x ".len());
        let end = found.get(0).map_or(amount.range.end, |whole| whole.end());
        match unit {
            // What stands between number and unit is the name.
            Some(u) if u.start() > amount.range.end => {
                amounts.taken.push(start..digits_end(line, amount.range.end));
                amounts.taken.push(u.range());
            }
            _ => amounts.taken.push(start..end),
        }
        amounts.unit = unit.map(|u| u.as_str().to_owned());
        amounts.quantity = Some(amount);
        return;
    }
}

/// Behind the bracket of `Eight (8)`.
fn digits_end(line: &str, at: usize) -> usize {
    at + usize::from(line[at..].starts_with(')'))
}

/// True for a frequency that tells how often: then weeks are no quantity.
fn repeated(amounts: &Amounts) -> bool {
    amounts
        .frequency
        .as_ref()
        .is_some_and(|found| found.value.bytes().any(|b| b.is_ascii_digit()) || found.value.contains(' '))
}

fn lasting(line: &str, amounts: &mut Amounts) {
    let Some(found) = free(&LASTING, line, &amounts.taken) else {
        return;
    };
    let (Some(whole), Some(amount), Some(u)) = (found.get(0), number(&found), found.name("u")) else {
        return;
    };
    amounts.taken.push(whole.range());
    amounts.unit = Some(u.as_str().to_owned());
    amounts.quantity = Some(amount);
}
