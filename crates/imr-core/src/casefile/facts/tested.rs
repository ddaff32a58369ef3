//! What a test for drugs says of each substance: by the words that govern its
//! name in its own clause, or by the cells of its own row. Where no word
//! does, nothing is said.

use super::body::distance;
use super::pattern::{Pattern, compiled, says};
use super::scene::Scene;
use super::vocabulary::Table;
use crate::casefile::Kind;
use std::ops::Range;
use std::sync::LazyLock;

/// What was found of a substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) found: bool,
    /// Where the words end that say so.
    pub(super) to: usize,
}

/// `Positive`, `not detected`: a word on what was found, with what denies it.
#[derive(Debug, Clone)]
struct Word {
    span: Range<usize>,
    found: bool,
    /// It says so of what comes after it: `positive for`.
    governs: bool,
}

/// What was found of each of the substances at these places, from left to
/// right.
pub(super) fn outcomes(scene: &Scene<'_>, names: &[Range<usize>]) -> Vec<Option<Found>> {
    let mut all = Vec::with_capacity(names.len());
    let mut before: Option<Word> = None;
    for clause in clauses(scene.folded) {
        let words = words(scene, &clause);
        let own: Vec<Range<usize>> = names.iter().filter(|name| clause.contains(&name.start)).cloned().collect();
        // `Positive for: hydrocodone; hydromorphone`
        let goes_on = words.is_empty() && is_list(scene.folded, &clause, &own);
        let clause = Clause { scene, range: clause, words, carried: before.clone().filter(|_| goes_on) };
        all.extend(clause.outcomes(&own));
        if !goes_on {
            before = clause.words.iter().rev().find(|word| word.governs).cloned();
        }
    }
    all.resize(names.len(), None);
    all
}

static PARTS: Pattern =
    LazyLock::new(|| compiled(r";|\.\s|[,]?\s(?:but|while|whereas|however|although|though|yet|then)\s"));

/// The clauses of a sentence. `All but hydrocodone` is one.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    for part in PARTS.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let before = &text[from..part.start()];
        let excepts = ["all", "everything", "nothing", "anything", "any"].iter().any(|word| before.ends_with(word));
        if !(excepts && part.as_str().contains("but")) {
            all.push(from..part.end());
            from = part.end();
        }
    }
    all.push(from..text.len());
    all
}

static JOINT: Pattern =
    LazyLock::new(|| compiled(r"^(?:[\s,;/&()]|and|or|nor|as well as|plus|its|metabolites?|the|both|also|\.)*$"));

/// Whether a clause is the names of substances and what joins them.
fn is_list(text: &str, clause: &Range<usize>, names: &[Range<usize>]) -> bool {
    let mut from = clause.start;
    let mut gaps: Vec<&str> = Vec::new();
    for name in names {
        gaps.push(text.get(from..name.start).unwrap_or("?"));
        from = name.end;
    }
    gaps.push(text.get(from..clause.end).unwrap_or("?"));
    !names.is_empty() && gaps.into_iter().all(|gap| says(&JOINT, gap))
}

static SIGNS: Pattern = LazyLock::new(|| {
    compiled(
        r"(\(\s?\+\s?\)|\s\+(?:$|[,;.])|\s\+(?: for\b)|\b(?:above|over|exceed\w*|greater than) (?:the |its )?(?:\w+ )?(?:cut ?off|threshold|limit)\b)|(\(\s?[-–—]\s?\)|\b(?:below|under|less than|beneath) (?:the |its )?(?:\w+ )?(?:cut ?off|threshold|limit|lloq)\b|:\s?none\b)",
    )
});
static NOT: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:not|never|cannot|neither|nor|without|no longer)|n't)\s(?:(?:been|be|being|currently|found|shown|to|tested|test|screened|as|at|all|actually|come|came|back|returned|reported|a|be)\s){0,3}$",
    )
});
/// Words behind that make of it something else: `a positive response`, `was
/// found to help`.
static ELSE: Pattern = LazyLock::new(|| {
    compiled(
        r"^\s(?:responses?|effects?|benefits?|relief|outcomes?|impact|changes?|history|family|straight|slr|tinel|phalen|spurling|to\s(?:be|have|help|cause|provide|give|improve|work)|that|helpful|useful|effective|ineffective|illness|complaints?|symptoms?)\b",
    )
});
static GOVERNS: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:\s(?:results?|screens?|tests?|findings?|drugs?|substances?|analytes?|only|again|also|urine|on|the|drug|screening|uds|this|date))*\s?(?::|for\b|of\b|includ\w*)",
    )
});

/// The words of a clause on what was found.
fn words(scene: &Scene<'_>, clause: &Range<usize>) -> Vec<Word> {
    let text = scene.folded;
    let cues = scene.marks.of(Table::Cue).filter(|mark| mark.name == "found" || mark.name == "not found");
    let mut all: Vec<(Range<usize>, bool)> = cues.map(|mark| (mark.span.clone(), mark.name == "found")).collect();
    for sign in SIGNS.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(scene.text)) {
        all.extend(sign.get(0).map(|place| (place.range(), sign.get(1).is_some())));
    }
    all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    // `Not detected` holds `detected`.
    all.dedup_by(|a, b| a.0.start < b.0.end);
    let word = |(span, found): (Range<usize>, bool)| {
        let before = &text[clause.start..span.start];
        let after = &text[span.end..clause.end];
        let denied = says(&NOT, before);
        (!before.ends_with("false ") && !says(&ELSE, after)).then(|| Word {
            governs: says(&GOVERNS, after) || text[span.clone()].ends_with(" for"),
            found: found != denied,
            span,
        })
    };
    all.into_iter()
        .filter(|(span, _)| clause.start <= span.start && span.end <= clause.end)
        .filter_map(word)
        .collect()
}

/// A clause with its words.
struct Clause<'s, 'a> {
    scene: &'s Scene<'a>,
    range: Range<usize>,
    words: Vec<Word>,
    /// The word of the clause before that governs a list that goes on here.
    carried: Option<Word>,
}

static AFTER_NAME: Pattern = LazyLock::new(|| {
    compiled(
        r"^(?:,?\s(?:which|that)\b|[\s:)(|=.+]|\d[\d,.]*|ng/ml|mg|is|was|were|are|has|have|had|been|being|be|both|all|also|again|came|come|back|returned|tested|screened|reported|resulted|results?|screens?|tests?|levels?|metabolites?|confirmation|noted|as|urine|uds|udt|in|on|the|her|his|sample|specimen|this|drug|unexpectedly|still|to|not|could|did|appear|shown|found|final|\[|\]|x\b)*$",
    )
});
static MANY: Pattern = LazyLock::new(|| compiled(r"^[\s)]*(?:were|are|have|both)\b"));
static NONE_BEFORE: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:no|neither|none of the|without|not any)\s(?:(?:evidence|trace|traces|sign|presence|of|illicit|other|prescribed|unexpected|any|detectable|expected)\s)*$",
    )
});
static NONE_OF: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:\b(?:absence|lack|free|devoid|clear) of|\b(?:did not|does not|didn't|failed to|fails to|fail to|could not|without) (?:show|reveal|contain|detect|demonstrat|identif|confirm|includ|find|have)\w*|\b(?:show|reveal|contain|demonstrat|identif|detect|found|find|had|with)\w* (?:no|neither|not any|an absence of|no evidence of|no trace of|no sign of))\s(?:(?:the|any|presence|evidence|of|either|illicit|other|prescribed|her|his|expected|unexpected)\s)*$",
    )
});
static SOME_OF: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:presence of|showed|shows|showing|revealed|reveals|revealing|contained|contains|containing|demonstrated|detected|identified|confirmed)\s(?:(?:the|presence|evidence|of|both|only|her|his|prescribed|unprescribed|non prescribed|also|traces?|an?|unexpected|expected)\s)*$",
    )
});
/// Words after which a list of what was found has ended.
static PARTED: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:in)?consistent|agrees?|(?:un)?expected|takes?|taking|taken|despite|because|due|given|since|after|she|he|patient|pt|we|i|refill\w*|continu\w*|currently|with (?:her|his|the)|no)\b",
    )
});
/// `And no illicit substances`, with nothing said of them behind.
static NOR: Pattern = LazyLock::new(|| {
    compiled(
        r"(?:^|\b(?:and|but|with)\s|[,:]\s)no\s(?:(?:evidence|trace|traces|sign|presence|of|illicit|other|any|detectable|unexpected)\s)*$",
    )
});
static CLOSED: Pattern =
    LazyLock::new(|| compiled(r"^\s?(?:[,.;)]|$|(?:on|in) (?:the|her|his)\b|(?:or|nor|and)\s)"));
static EXCEPT: Pattern = LazyLock::new(|| {
    compiled(
        r"\b(?:except(?:ing)?(?: for)?|other than|apart from|aside from|with the exception of|besides|all but|everything but|nothing but|excluding|save for)\s(?:the |her |his )?$",
    )
});
static SUPPOSED: Pattern = LazyLock::new(|| {
    compiled(r"\b(?:if|unless|should|whether|in case|in the event|until|once|would|could be|may be|might)\b")
});

impl Clause<'_, '_> {
    fn outcomes(&self, names: &[Range<usize>]) -> Vec<Option<Found>> {
        let groups = groups(self.scene.folded, names);
        // A word right behind one group governs no other.
        let behind: Vec<Option<usize>> = groups.iter().map(|group| self.behind(group.last())).collect();
        let mut all = Vec::with_capacity(names.len());
        for (at, group) in groups.iter().enumerate() {
            let taken: Vec<usize> =
                behind.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, word)| *word).collect();
            let next = groups.get(at + 1).and_then(|group| group.first()).map_or(self.range.end, |one| one.start);
            all.extend(self.of_group(group, behind[at], &taken, next));
        }
        all
    }

    /// What is found of names that stand together. Where one word governs
    /// them from before and another stands behind, the second is said of the
    /// last of them: `positive for hydrocodone, oxycodone was negative`.
    fn of_group(
        &self,
        group: &[Range<usize>],
        behind: Option<usize>,
        taken: &[usize],
        next: usize,
    ) -> Vec<Option<Found>> {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
        let text = self.scene.folded;
        if says(&SUPPOSED, &text[self.range.start..first.start]) {
            return vec![None; group.len()];
        }
        let before = self.before(first, taken);
        let Some(word) = behind.map(|at| &self.words[at]) else {
            let found = before.or_else(|| self.further(last, taken, next));
            return vec![found; group.len()];
        };
        let own = Some(Found { found: word.found != self.is_none(first, word), to: word.span.end });
        let governed = before.filter(|_| self.governor(first, taken).is_some());
        match governed {
            Some(found) if group.len() == 1 => {
                vec![own.filter(|own| own.found == found.found)]
            }
            Some(found) => {
                let many = says(&MANY, &text[last.end..]);
                let joined =
                    |at: usize| group.get(at + 1).is_none_or(|next| !text[group[at].end..next.start].contains(','));
                let from =
                    (0..group.len()).rev().take_while(|at| *at + 1 == group.len() || (many && joined(*at))).last();
                let from = from.unwrap_or(group.len() - 1);
                (0..group.len()).map(|at| if at < from { Some(found) } else { own }).collect()
            }
            None => vec![own; group.len()],
        }
    }

    /// The word right behind a name, with nothing between that says anything.
    fn behind(&self, name: Option<&Range<usize>>) -> Option<usize> {
        let name = name?;
        let at = self.words.iter().position(|word| word.span.start >= name.end)?;
        let word = &self.words[at];
        let gap = &self.scene.folded[name.end..word.span.start];
        (!word.governs && says(&AFTER_NAME, gap)).then_some(at)
    }

    /// `No opiates were detected`. A cell that says `No` denies nothing.
    fn is_none(&self, name: &Range<usize>, word: &Word) -> bool {
        let text = self.scene.folded;
        let gap = &text[name.end.min(word.span.start)..word.span.start];
        let has_verb =
            ["was", "were", "is", "are", "has", "have"].iter().any(|verb| gap.split(' ').any(|one| one == *verb));
        word.found
            && (has_verb || self.scene.kind != Kind::DrugTest)
            && says(&NONE_BEFORE, &text[self.range.start..name.start])
    }

    /// The word that governs what comes after it, unless one that is said of
    /// another name stands between.
    fn governor(&self, name: &Range<usize>, taken: &[usize]) -> Option<&Word> {
        let (at, word) =
            self.words.iter().enumerate().rev().find(|(_, word)| word.governs && word.span.end <= name.start)?;
        let text = self.scene.folded;
        let gap = text.get(word.span.end..name.start).unwrap_or_default();
        if says(&PARTED, gap) {
            return None;
        }
        let parted = taken.iter().any(|one| *one > at && self.words[*one].span.end <= name.start);
        (!parted).then_some(word)
    }

    /// What the words before a name say of it.
    fn before(&self, name: &Range<usize>, taken: &[usize]) -> Option<Found> {
        let text = &self.scene.folded[self.range.start..name.start];
        let found = |found: bool| Some(Found { found, to: name.end });
        if says(&EXCEPT, text) {
            let word = self.words.iter().rev().find(|word| word.span.end <= name.start)?;
            return found(!word.found);
        }
        if says(&NONE_OF, text) || (says(&NOR, text) && says(&CLOSED, &self.scene.folded[name.end..self.range.end]))
        {
            return found(false);
        }
        if let Some(word) = self.governor(name, taken).or(self.carried.as_ref()) {
            return found(word.found);
        }
        if says(&SOME_OF, text) {
            return found(true);
        }
        // `Negative cocaine`
        let near = self.words.iter().enumerate().rev().find(|(_, word)| word.span.end <= name.start);
        let (_, word) = near.filter(|(at, word)| !taken.contains(at) && name.start - word.span.end < 3)?;
        found(word.found)
    }

    /// A word further behind, before the next name; else a number that stands
    /// beside its cutoff.
    fn further(&self, name: &Range<usize>, taken: &[usize], next: usize) -> Option<Found> {
        let is_report = self.scene.kind == Kind::DrugTest;
        let reach = if is_report { usize::MAX } else { 60 };
        let word = self.words.iter().enumerate().find(|(at, word)| {
            word.span.start >= name.end
                && word.span.end <= next
                && !word.governs
                && !taken.contains(at)
                && distance(&word.span, name) < reach
        });
        let said = word.map(|(_, word)| Found { found: word.found, to: word.span.end });
        said.or_else(|| {
            measured(&self.scene.folded[name.end..next], self.scene.carried.cutoff_first)
                .map(|found| Found { found, to: name.end })
        })
    }
}

/// Names with nothing between but what joins them.
fn groups(text: &str, names: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    let mut all: Vec<Vec<Range<usize>>> = Vec::new();
    for name in names {
        let joins = |group: &&mut Vec<Range<usize>>| {
            group.last().is_some_and(|last| {
                let gap = text.get(last.end..name.start).unwrap_or("?");
                !gap.trim().is_empty() && says(&JOINT, gap)
            })
        };
        match all.last_mut().filter(joins) {
            Some(group) => group.push(name.clone()),
            None => all.push(vec![name.clone()]),
        }
    }
    all
}

static AMOUNT: Pattern = LazyLock::new(|| {
    compiled(
        r"(cut ?off:?\s?(?:of |is |at |level )?|threshold:?\s?(?:of )?)?(<=?|>=?|≥|≤|less than |below |greater than )?\s?(\d[\d,]*(?:\.\d+)?)\s?(?:ng|ug|mcg|pg|mg)/(?:ml|mg|dl|l)\b",
    )
});

/// What a row says by numbers: the amount, and the cutoff after it. One
/// number alone may be either and says nothing, unless it has a sign.
fn measured(row: &str, cutoff_first: bool) -> Option<bool> {
    let pattern = AMOUNT.as_ref()?;
    let mut amount: Option<(f64, bool, bool)> = None;
    let mut cutoff = None;
    for one in pattern.captures_iter(row) {
        let number: f64 = one.get(3)?.as_str().replace(',', "").parse().ok()?;
        let sign = one.get(2).map_or("", |sign| sign.as_str());
        if one.get(1).is_some() || amount.is_some() {
            cutoff = cutoff.or(Some(number));
        } else {
            amount = Some((number, sign.starts_with(['<', '≤', 'l', 'b']), sign.starts_with(['>', '≥', 'g'])));
        }
    }
    match (amount?, cutoff) {
        ((_, true, _), _) => Some(false),
        ((_, _, true), _) => Some(true),
        ((cutoff, ..), Some(amount)) if cutoff_first => Some(amount >= cutoff),
        ((amount, ..), Some(cutoff)) => Some(amount >= cutoff),
        _ => None,
    }
}
