//! Whether two names may be one: in what they differ is said, so that a
//! person can confirm or dismiss it. Where little tells two names apart from
//! others, less is forgiven.

use super::name::{Form, Name, Organization, Person};
use crate::naming::{nicknames, slips};
use serde::{Deserialize, Serialize};

/// How two spellings come to be one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// Nothing was forgiven.
    pub same: bool,
    /// What was forgiven, each in a few words; empty where nothing was.
    pub how: Vec<String>,
}

impl Likeness {
    fn of(how: Vec<String>) -> Self {
        Self { same: how.is_empty(), how }
    }
}

/// Compares two names; nothing where they are two.
#[must_use]
pub fn alike(a: &Name, b: &Name) -> Option<Likeness> {
    if a.written.eq_ignore_ascii_case(&b.written) {
        return Some(Likeness::of(Vec::new()));
    }
    match (&a.form, &b.form) {
        (Form::Organization(one), Form::Organization(other)) => organizations(one, other),
        (Form::Person(one), Form::Person(other)) => persons(one, other),
        (Form::Person(person), Form::Organization(practice))
        | (Form::Organization(practice), Form::Person(person)) => own_practice(person, practice),
    }
    .map(Likeness::of)
}

fn organizations(a: &Organization, b: &Organization) -> Option<Vec<String>> {
    let mut how = Vec::new();
    telling(a, b, &mut how)?;
    common(a, b, &mut how)?;
    if a.left_out != b.left_out {
        how.push("the form of the company or a small word aside".to_owned());
    }
    let shortened = |one: &Organization| {
        let all = one.telling.iter().chain(&one.common);
        all.filter(|(written, full)| written != full).cloned().collect::<Vec<_>>()
    };
    let (mut short, other) = (shortened(a), shortened(b));
    short.extend(other);
    short.sort_unstable();
    short.dedup();
    let written = |word: &str, one: &Organization| one.telling.iter().chain(&one.common).any(|(w, _)| w == word);
    short.retain(|(word, _)| !(written(word, a) && written(word, b)));
    how.extend(short.into_iter().map(|(word, full)| format!("\"{word}\" read as \"{full}\"")));
    Some(how)
}

/// Compares the words that tell organizations apart.
fn telling(a: &Organization, b: &Organization, how: &mut Vec<String>) -> Option<()> {
    let words = |one: &Organization| one.telling.iter().map(|(_, full)| full.clone()).collect::<Vec<_>>();
    let (one, other) = (words(a), words(b));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if one == other {
        return Some(());
    }
    let (mut sorted_one, mut sorted_other) = (one.clone(), other.clone());
    sorted_one.sort_unstable();
    sorted_other.sort_unstable();
    if sorted_one == sorted_other {
        how.push("the words stand in another order".to_owned());
        return Some(());
    }
    if one.concat() == other.concat() {
        how.push("words are written together".to_owned());
        return Some(());
    }
    let (from, to) = one_word_apart(&sorted_one, &sorted_other)?;
    let others_agree = one.len() > 1;
    forgiven(&from, &to, others_agree)?;
    how.push(format!("\"{from}\" taken for a slip of the pen for \"{to}\""));
    Some(())
}

/// The one word in which two lists of words differ.
fn one_word_apart(a: &[String], b: &[String]) -> Option<(String, String)> {
    if a.len() != b.len() {
        return None;
    }
    let only = |x: &[String], y: &[String]| {
        let mut rest = y.to_vec();
        let mut left = Vec::new();
        for word in x {
            match rest.iter().position(|one| one == word) {
                Some(at) => drop(rest.remove(at)),
                None => left.push(word.clone()),
            }
        }
        left
    };
    let (mut from, mut to) = (only(a, b), only(b, a));
    if from.len() != 1 || to.len() != 1 {
        return None;
    }
    from.pop().zip(to.pop())
}

/// Whether a word may be another with a slip of the pen: one slip in five
/// letters, two in nine; alone only a long word is forgiven one. A number is
/// never a slip for another.
fn forgiven(a: &str, b: &str, others_agree: bool) -> Option<()> {
    let length = a.chars().count().min(b.chars().count());
    let at_most = match (others_agree, length) {
        (true, 9..) => 2,
        (true, 5..) | (false, 8..) => 1,
        _ => return None,
    };
    if a.chars().chain(b.chars()).any(|c| c.is_ascii_digit()) {
        return None;
    }
    (slips(a, b) <= at_most).then_some(())
}

/// Compares the words that many organizations have. One may lack what the
/// other has; where a single word tells them apart, they must agree.
fn common(a: &Organization, b: &Organization, how: &mut Vec<String>) -> Option<()> {
    let words = |one: &Organization| {
        let mut all: Vec<&str> = one.common.iter().map(|(_, full)| full.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, other) = (words(a), words(b));
    if one == other {
        return Some(());
    }
    let lacks = |x: &[String], y: &[String]| x.iter().all(|word| y.contains(word));
    let single = a.telling.len() == 1;
    if single || !(lacks(&one, &other) || lacks(&other, &one)) {
        return None;
    }
    let difference: Vec<String> = one
        .iter()
        .filter(|word| !other.contains(word))
        .chain(other.iter().filter(|word| !one.contains(word)))
        .map(|word| format!("\"{word}\""))
        .collect();
    how.push(format!("{} left out", difference.join(" and ")));
    Some(())
}

fn persons(a: &Person, b: &Person) -> Option<Vec<String>> {
    let differ = |one: Option<&String>, other: Option<&String>| {
        one.zip(other).is_some_and(|(x, y)| x != y && !initial(x, y) && !nicknames(x, y))
    };
    if a.given.is_empty()
        || b.given.is_empty()
        || a.suffix.as_ref().zip(b.suffix.as_ref()).is_some_and(|(x, y)| x != y)
        || differ(a.middle.first(), b.middle.first())
    {
        return None;
    }
    let mut how = Vec::new();
    let swapped = a.family.len() == 1 && b.family.len() == 1 && a.given == b.family[0] && b.given == a.family[0];
    if swapped {
        how.push("given and family name stand in another order".to_owned());
    } else {
        given(a, b, &mut how)?;
        family(a, b, &mut how)?;
    }
    // Two liberties at once are one too many.
    (how.len() < 2).then_some(())?;
    if a.middle != b.middle {
        how.push("a middle name aside".to_owned());
    }
    Some(how)
}

fn initial(a: &str, b: &str) -> bool {
    let one_letter = a.chars().count() == 1 || b.chars().count() == 1;
    one_letter && a.chars().next() == b.chars().next()
}

fn given(a: &Person, b: &Person, how: &mut Vec<String>) -> Option<()> {
    let (one, other) = (&a.given, &b.given);
    if one == other {
        return Some(());
    }
    how.push(if initial(one, other) {
        "only an initial is given".to_owned()
    } else if nicknames(one, other) {
        format!("\"{one}\" and \"{other}\" are forms of one name")
    } else {
        forgiven(one, other, true)?;
        format!("\"{one}\" taken for a slip of the pen for \"{other}\"")
    });
    Some(())
}

fn family(a: &Person, b: &Person, how: &mut Vec<String>) -> Option<()> {
    if a.family == b.family || a.family.concat() == b.family.concat() {
        return Some(());
    }
    let within = |x: &[String], y: &[String]| !x.is_empty() && x.iter().all(|word| y.contains(word));
    if within(&a.family, &b.family) || within(&b.family, &a.family) {
        how.push("one of two family names is left out".to_owned());
        return Some(());
    }
    let (from, to) = (a.family.concat(), b.family.concat());
    forgiven(&from, &to, true)?;
    how.push(format!("\"{from}\" taken for a slip of the pen for \"{to}\""));
    Some(())
}

/// A practice that bears the name of its physician.
fn own_practice(person: &Person, practice: &Organization) -> Option<Vec<String>> {
    let mut all: Vec<&str> = practice.telling.iter().map(|(written, _)| written.as_str()).collect();
    let mut take = |word: &str| all.iter().position(|one| *one == word).map(|at| all.remove(at)).is_some();
    let named = take(&person.given) && person.family.iter().all(|word| take(word));
    for word in &person.middle {
        take(word);
    }
    let rest_is_initials = all.iter().all(|word| word.chars().count() == 1);
    (named && rest_is_initials).then(|| vec!["the practice bears the person's name".to_owned()])
}
