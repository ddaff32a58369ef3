//! From the circle of a case outwards to the reviewers: each path is told in
//! words, with the source and the dates of every tie.

use super::circle::{Circle, Entry};
use super::likeness::Likeness;
use super::material::{Material, Verdict};
use super::name::Name;
use super::web::{Anchor, Edge, Hold, ORGANIZATION, Web, parsed};
use super::{Relation, Sort, Tie};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// A tie of a reviewer with somebody in the case, direct or over others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// With whom in the case; a pseudonym where the name would tell who the
    /// reviewer is.
    pub with: String,
    /// The part it has in the case.
    pub part: String,
    /// Whether it excludes the reviewer.
    pub excludes: bool,
    /// Why it does, or does not.
    pub because: String,
    /// The reviewer is in the case in person, or has treated the worker
    /// (rulebook Q10).
    pub in_person: bool,
    /// The way from the reviewer to there.
    pub steps: Vec<Step>,
    /// Names that were taken for one, for a person to confirm or dismiss.
    pub taken: Vec<Taken>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What ties whom, in words.
    pub says: String,
    /// Who says so, and of which time.
    pub source: String,
}

/// Two spellings that were taken for one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// A spelling.
    pub one: String,
    /// Another.
    pub other: String,
    /// What was forgiven.
    pub how: String,
}

/// Where the search has come to.
struct Reached {
    name: Name,
    /// Number of the name in the web; none in the circle.
    id: Option<usize>,
    /// The entry of the circle it began at.
    entry: usize,
    /// The place before, and the tie that led here.
    from: Option<(usize, Link)>,
    hops: usize,
    /// The tie that led here passes nothing on: only a reviewer or a relative
    /// of that name counts.
    last: bool,
}

/// How a place was reached: another spelling of its name, then a tie.
struct Link {
    spelt: usize,
    likeness: Likeness,
    edge: usize,
}

impl Conflict {
    /// The conflict in a sentence without its full stop.
    #[must_use]
    pub fn in_words(&self) -> String {
        let steps: Vec<&str> = self.steps.iter().map(|step| step.says.as_str()).collect();
        format!("{}: {}", self.because, steps.join("; ").trim_end_matches('.'))
    }
}

struct Search<'a> {
    web: &'a Web,
    circle: &'a Circle,
    material: &'a Material,
    reached: Vec<Reached>,
    found: BTreeMap<String, Vec<Conflict>>,
}

impl Web {
    /// The ties of every reviewer with the circle of a case, by pseudonym;
    /// those that exclude first, and of two the shorter.
    #[must_use]
    pub fn conflicts(&self, circle: &Circle, material: &Material) -> BTreeMap<String, Vec<Conflict>> {
        let mut search = Search { web: self, circle, material, reached: Vec::new(), found: BTreeMap::new() };
        search.run();
        for conflicts in search.found.values_mut() {
            conflicts.sort_by_key(|one| (!one.excludes, one.steps.len()));
        }
        search.found
    }
}

/// A tie of the review organization itself excludes everybody who reviews for
/// it (Labor Code 139.5(d)(5)): adds it to the ties of each reviewer. That it
/// is named in a record is no tie.
pub fn shared_by_all<'a>(
    conflicts: &mut BTreeMap<String, Vec<Conflict>>,
    reviewers: impl IntoIterator<Item = &'a String>,
) {
    let own = conflicts.remove(ORGANIZATION).unwrap_or_default();
    let own: Vec<Conflict> = own
        .into_iter()
        .filter(|one| one.excludes && !one.in_person)
        .map(|one| Conflict { because: format!("{ORGANIZATION} itself has a {}", one.because), ..one })
        .collect();
    if own.is_empty() {
        return;
    }
    for id in reviewers {
        let theirs = conflicts.entry(id.clone()).or_default();
        theirs.splice(0..0, own.iter().cloned());
    }
}

impl Search<'_> {
    fn run(&mut self) {
        for (entry, Entry { name, sort, .. }) in self.circle.entries.iter().enumerate() {
            self.reached.push(Reached {
                name: parsed(name, *sort),
                id: None,
                entry,
                from: None,
                hops: 0,
                last: false,
            });
        }
        let (mut joined, mut passed) = (HashSet::new(), HashSet::new());
        let mut at = 0;
        while at < self.reached.len() {
            for (spelt, likeness) in self.web.like(&self.reached[at].name) {
                // Each name is joined once: breadth first, so by the shortest way.
                let first = !self.reached[at].last && joined.insert(spelt);
                self.anchors(at, spelt, &likeness, first);
                if first {
                    self.go_on(at, spelt, &likeness, &mut passed);
                }
            }
            at += 1;
        }
    }

    /// Notes the reviewers that hang on a name. Where the name is the
    /// reviewer's or a relative's, the tie that led there is the one that is
    /// judged, so each such tie counts and not the first alone.
    fn anchors(&mut self, at: usize, spelt: usize, likeness: &Likeness, first: bool) {
        let came_by_tie = self.reached[at].from.is_some();
        let anchors = self.web.anchors.get(&spelt).map_or(&[][..], Vec::as_slice);
        let own = |anchor: &Anchor| matches!(anchor.hold, Hold::Own | Hold::Relative(_));
        for anchor in anchors.iter().filter(|anchor| first || came_by_tie && own(anchor)) {
            if let Some(conflict) = self.conflict(at, spelt, likeness, anchor) {
                self.found.entry(anchor.reviewer.clone()).or_default().push(conflict);
            }
        }
    }

    /// Goes on along the ties of the register, each once. A tie that passes
    /// nothing on still leads to the reviewer or a relative, and is the last.
    fn go_on(&mut self, at: usize, spelt: usize, likeness: &Likeness, passed: &mut HashSet<usize>) {
        let hops = self.reached[at].hops + 1;
        if hops > self.material.hops {
            return;
        }
        for edge in self.web.touching.get(&spelt).into_iter().flatten().copied() {
            let tie = &self.web.register[edge];
            let next = if tie.from == spelt { tie.to } else { tie.from };
            if !self.material.begun(&tie.tie) || self.only_employed(at, spelt, tie) || !passed.insert(edge) {
                continue;
            }
            // The last tie is the reviewer's own.
            let last = hops == self.material.hops || !self.material.carries(&tie.tie);
            let link = Link { spelt, likeness: likeness.clone(), edge };
            let (name, entry) = (self.web.name(next).clone(), self.reached[at].entry);
            self.reached.push(Reached { name, id: Some(next), entry, from: Some((at, link)), hops, last });
        }
    }

    /// Somebody who only works in two places does not tie them together.
    fn only_employed(&self, at: usize, spelt: usize, next: &Edge) -> bool {
        let works = |edge: &Edge| matches!(edge.tie.kind, Relation::Employee | Relation::Member);
        let place = &self.reached[at];
        let came_by = place.from.as_ref().map(|(_, link)| &self.web.register[link.edge]);
        came_by.is_some_and(|edge| works(edge) && Some(edge.from) == place.id && works(next) && next.from == spelt)
    }

    fn conflict(&self, at: usize, spelt: usize, likeness: &Likeness, anchor: &Anchor) -> Option<Conflict> {
        let entry = &self.circle.entries[self.reached[at].entry];
        let direct = self.reached[at].from.is_none();
        let verdict = self.verdict(at, anchor, entry)?;
        let treated = matches!(&anchor.hold, Hold::Tie(tie) if tie.kind == Relation::Treating);
        let personal = direct && matches!(anchor.hold, Hold::Own | Hold::Relative(_));
        let (mut steps, mut taken) = (vec![self.first_step(spelt, anchor)], Vec::new());
        steps.retain(|step| !step.says.is_empty());
        self.walk(at, spelt, likeness, &mut steps, &mut taken);
        let root = self.root(at, spelt);
        let masked = self.web.masks.contains_key(&root);
        let with = if masked { self.web.shown(root).to_owned() } else { entry.name.clone() };
        let part = if personal { "a person in the case".to_owned() } else { entry.part.clone() };
        let in_person = direct && (matches!(anchor.hold, Hold::Own) || treated && entry.sort == Sort::Person);
        Some(Conflict { with, part, excludes: verdict.excludes, because: verdict.because, in_person, steps, taken })
    }

    /// The name in the web that the way began with: that of the entry.
    fn root(&self, mut at: usize, mut spelt: usize) -> usize {
        while let Some((before, link)) = &self.reached[at].from {
            (at, spelt) = (*before, link.spelt);
        }
        spelt
    }

    /// Whether the tie at the reviewer's end is material; nothing where it
    /// has not begun.
    fn verdict(&self, at: usize, anchor: &Anchor, entry: &Entry) -> Option<Verdict> {
        let came_by = self.reached[at].from.as_ref().map(|(_, link)| &self.web.register[link.edge].tie);
        Some(match (&anchor.hold, came_by) {
            (Hold::Tie(tie) | Hold::RelativeTie(_, tie), _) if !self.material.begun(tie) => return None,
            (Hold::Tie(tie), _) => self.material.judge(tie),
            (Hold::RelativeTie(kin, tie), _) => self.material.judge_relative(*kin, tie),
            (Hold::Own, Some(tie)) => self.material.judge(tie),
            (Hold::Relative(kin), Some(tie)) => self.material.judge_relative(*kin, tie),
            // A product has no relatives, and is nobody.
            (_, None) if entry.sort == Sort::Product => return None,
            (Hold::Own, None) => Verdict { excludes: true, because: "is named in the case".to_owned() },
            (Hold::Relative(kin), None) => self.material.judge(&Tie::new("", *kin)),
        })
    }

    fn first_step(&self, spelt: usize, anchor: &Anchor) -> Step {
        let id = &anchor.reviewer;
        // What is said of a tie under a telling name would tell it as well.
        let masked = self.web.masks.contains_key(&spelt);
        let seen = |tie: &Tie| match masked {
            true => Tie { source: "the roster".to_owned(), note: String::new(), ..tie.clone() },
            false => tie.clone(),
        };
        match &anchor.hold {
            Hold::Tie(tie) => told(id, &seen(tie), self.web.shown(spelt)),
            Hold::RelativeTie(kin, tie) => told(&format!("The {kin} of {id}"), &seen(tie), self.web.shown(spelt)),
            Hold::Own | Hold::Relative(_) => Step { says: String::new(), source: String::new() },
        }
    }

    /// The way from a spelling back to the circle, told in steps.
    fn walk(&self, at: usize, spelt: usize, likeness: &Likeness, steps: &mut Vec<Step>, taken: &mut Vec<Taken>) {
        let place = &self.reached[at];
        // Another spelling of a name that would tell who the reviewer is
        // would tell it as well.
        let mask = self.web.masks.get(&spelt).map(String::as_str);
        let shown = |id: usize| mask.filter(|_| place.id == Some(id)).unwrap_or_else(|| self.web.shown(id));
        if !likeness.same {
            let other = match (mask, place.id) {
                (Some(_), None) => "a name in the case",
                (Some(_), Some(_)) => "a name in the register",
                (None, Some(id)) => shown(id),
                (None, None) => &place.name.written,
            };
            let one = self.web.shown(spelt).to_owned();
            let how = mask.map_or_else(|| likeness.how.join("; "), |_| "the names were compared unseen".to_owned());
            steps.push(Step { says: format!("\"{one}\" is taken for \"{other}\""), source: how.clone() });
            taken.push(Taken { one, other: other.to_owned(), how });
        }
        let Some((before, link)) = &place.from else {
            let entry = &self.circle.entries[place.entry];
            let says = match mask {
                Some(mask) if self.web.is_person(spelt) => format!("{mask} is in this case in person"),
                Some(mask) => format!("{mask} is in this case: {}", entry.part),
                None => format!("{} is in this case: {}", entry.name, entry.part),
            };
            steps.push(Step { says, source: "the case".to_owned() });
            return;
        };
        let edge = &self.web.register[link.edge];
        steps.push(told(shown(edge.from), &edge.tie, shown(edge.to)));
        self.walk(*before, link.spelt, &link.likeness, steps, taken);
    }
}

/// A tie in words.
fn told(who: &str, tie: &Tie, whom: &str) -> Step {
    let share = tie.share.map(|share| format!(" ({share})")).unwrap_or_default();
    let note = if tie.note.is_empty() { String::new() } else { format!(", {}", tie.note) };
    let time = match (tie.from, tie.to) {
        (None, None) => "undated".to_owned(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    };
    let source = if tie.source.is_empty() { "source not named" } else { &tie.source };
    Step { says: format!("{who} {} {whom}{share}{note}", phrase(tie.kind)), source: format!("{source}; {time}") }
}

/// A kind of tie as it stands between two names.
fn phrase(kind: Relation) -> &'static str {
    match kind {
        Relation::Spouse => "is the spouse of",
        Relation::Child => "is a child of",
        Relation::Parent => "is a parent of",
        Relation::Sibling => "is a sibling of",
        Relation::SpousesParent => "is a parent of the spouse of",
        Relation::ChildsSpouse => "is the spouse of a child of",
        Relation::OtherKin => "is otherwise related to",
        Relation::Treating => "is physician or patient of",
        Relation::Partner => "is a partner of",
        Relation::Employee => "works for",
        Relation::Officer => "is an officer, director or manager of",
        Relation::Member => "is a member of",
        Relation::ProfessionalOwner => "has a part in the professional corporation",
        Relation::Owner => "owns",
        Relation::Contractor => "is a contractor of",
        Relation::Income => "has income from",
        Relation::Privileges => "has staff privileges at",
        Relation::SameAs => "is another name of",
        Relation::Serves => "administers, insures or reviews for",
        Relation::Represents => "represents",
        Relation::Makes => "develops or makes",
        Relation::Other => "has a tie with",
    }
}
