//! The web of ties: what the roster declares, what the register of
//! affiliations says, and the names that both use. It is built once, and
//! searched for every case.

use super::likeness::{Likeness, alike};
use super::name::{Form, Name, tells};
use super::{Affiliation, Relation, Sort, Tie};
use crate::reviewer::{Identity, Reviewer};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Stands for the review organization among the reviewers.
pub(super) const ORGANIZATION: &str = "the review organization";

/// What a person said about two names: that they are one, or that they are
/// two. For the name of a reviewer the pseudonym stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// A name, as written.
    pub one: String,
    /// Another, as written.
    pub other: String,
    /// Whether they are one.
    pub same: bool,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub on: Date,
}

/// All ties that are known, with the names in them.
#[derive(Debug, Default)]
pub struct Web {
    names: Vec<Name>,
    /// Shown in the place of a name that would tell who a reviewer is.
    pub(super) masks: HashMap<usize, String>,
    /// Whose name a masked one would tell, and how that one is called.
    tellers: HashMap<usize, (String, String)>,
    ids: HashMap<(bool, String), usize>,
    index: HashMap<String, Vec<usize>>,
    pub(super) register: Vec<Edge>,
    /// Ties of the register, by the name at either end.
    pub(super) touching: HashMap<usize, Vec<usize>>,
    /// What ties reviewers to a name.
    pub(super) anchors: HashMap<usize, Vec<Anchor>>,
    rulings: HashMap<(String, String), Ruling>,
}

/// A tie of the register.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) tie: Tie,
}

/// What ties a reviewer to a name.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) reviewer: String,
    pub(super) hold: Hold,
}

/// How an anchor holds.
#[derive(Debug)]
pub(super) enum Hold {
    /// It is the reviewer's own name.
    Own,
    /// It is the name of a relative.
    Relative(Relation),
    /// The reviewer has a tie with it.
    Tie(Tie),
    /// A relative has a tie with it.
    RelativeTie(Relation, Tie),
}

impl Web {
    /// The web of a roster and a register. Identities are compared and never
    /// shown.
    #[must_use]
    pub fn new<'a>(
        roster: impl IntoIterator<Item = (&'a Reviewer, Option<&'a Identity>)>,
        register: &[Affiliation],
        rulings: &[Ruling],
    ) -> Self {
        let mut web = Self::default();
        for (reviewer, identity) in roster {
            web.add_reviewer(reviewer, identity);
        }
        for affiliation in register {
            let from = web.id(&affiliation.name, affiliation.of);
            let to = web.id(&affiliation.tie.with, affiliation.tie.sort);
            let edge = web.register.len();
            web.register.push(Edge { from, to, tie: affiliation.tie.clone() });
            web.touching.entry(from).or_default().push(edge);
            web.touching.entry(to).or_default().push(edge);
        }
        for ruling in rulings {
            web.rulings.insert(pair(&ruling.one, &ruling.other), ruling.clone());
        }
        web.mask_companies();
        web
    }

    /// The same, with the review organization in it, under `name`: its own
    /// ties are looked for as those of a reviewer are.
    #[must_use]
    pub fn of_organization(mut self, name: &str) -> Self {
        self.anchor(ORGANIZATION, name, Sort::Organization, Hold::Own);
        self
    }

    fn add_reviewer(&mut self, reviewer: &Reviewer, identity: Option<&Identity>) {
        let telling = identity.map_or(&[][..], |identity| &identity.ties);
        for tie in reviewer.ties.iter().chain(telling) {
            let with = self.anchor(&reviewer.id, &tie.with, tie.sort, Hold::Tie(tie.clone()));
            if let Some(identity) = identity {
                self.mask_company(with, &identity.name, &reviewer.id);
            }
        }
        let Some(identity) = identity else { return };
        let own = self.anchor(&reviewer.id, &identity.name, Sort::Person, Hold::Own);
        self.mask(own, reviewer.id.clone(), &identity.name, &reviewer.id);
        for relative in &identity.family {
            let named = self.anchor(&reviewer.id, &relative.name, Sort::Person, Hold::Relative(relative.kin));
            let kin = format!("the {} of {}", relative.kin, reviewer.id);
            self.mask(named, kin.clone(), &relative.name, &kin);
            for tie in &relative.ties {
                let hold = Hold::RelativeTie(relative.kin, tie.clone());
                let with = self.anchor(&reviewer.id, &tie.with, tie.sort, hold);
                self.mask_company(with, &identity.name, &kin);
                self.mask_company(with, &relative.name, &kin);
            }
        }
    }

    /// Shows something else in the place of a name that would tell who `owner`
    /// is, whose own name is `name`.
    fn mask(&mut self, id: usize, shown: String, name: &str, owner: &str) {
        self.masks.insert(id, shown);
        self.tellers.insert(id, (name.to_owned(), owner.to_owned()));
    }

    /// The same for a company, where its name has the family name in it.
    fn mask_company(&mut self, id: usize, name: &str, owner: &str) -> bool {
        let tells = !self.masks.contains_key(&id) && !self.is_person(id) && tells(name, &self.names[id].written);
        if tells {
            self.mask(id, format!("a company of {owner}"), name, owner);
        }
        tells
    }

    /// A register may know the reviewer's own company, or a relative's, and
    /// other companies beside it: each that is tied to one whose name tells it,
    /// and tells it too, is masked.
    fn mask_companies(&mut self) {
        // The register may spell the person otherwise.
        let people: Vec<usize> = self.tellers.keys().copied().filter(|id| self.is_person(*id)).collect();
        for id in people {
            let teller = self.tellers[&id].clone();
            let spelt: Vec<usize> = self.like(&self.names[id]).into_iter().map(|(other, _)| other).collect();
            for other in spelt.into_iter().filter(|other| self.is_person(*other)).collect::<Vec<_>>() {
                self.tellers.entry(other).or_insert_with(|| teller.clone());
            }
        }
        let ends: Vec<(usize, usize)> =
            self.register.iter().flat_map(|edge| [(edge.from, edge.to), (edge.to, edge.from)]).collect();
        let mut more = true;
        while more {
            more = false;
            for (known, beside) in &ends {
                if let Some((name, owner)) = self.tellers.get(known).cloned() {
                    more |= self.mask_company(*beside, &name, &owner);
                }
            }
        }
    }

    fn anchor(&mut self, reviewer: &str, name: &str, sort: Sort, hold: Hold) -> usize {
        let id = self.id(name, sort);
        self.anchors.entry(id).or_default().push(Anchor { reviewer: reviewer.to_owned(), hold });
        id
    }

    /// The number of a name; a new one where it was not known.
    fn id(&mut self, written: &str, sort: Sort) -> usize {
        let key = (sort == Sort::Person, written.trim().to_lowercase());
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.names.len();
        let name = parsed(written, sort);
        for word in name.keys() {
            self.index.entry(word).or_default().push(id);
        }
        self.names.push(name);
        self.ids.insert(key, id);
        id
    }

    /// A name by its number.
    pub(super) fn name(&self, id: usize) -> &Name {
        &self.names[id]
    }

    /// Whether it is the name of a person.
    pub(super) fn is_person(&self, id: usize) -> bool {
        matches!(self.names[id].form, Form::Person(_))
    }

    /// How a name is shown: a name that tells who a reviewer is, by the
    /// pseudonym.
    pub(super) fn shown(&self, id: usize) -> &str {
        self.masks.get(&id).map_or(&self.names[id].written, String::as_str)
    }

    /// The names that are taken for this one, and how; in the order in which
    /// they became known.
    pub(super) fn like(&self, name: &Name) -> Vec<(usize, Likeness)> {
        let mut near: Vec<usize> = self.rarest(name).into_iter().flatten().copied().collect();
        near.extend(self.ruled_same(name));
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter_map(|id| Some((id, self.compare(name, id)?))).collect()
    }

    /// The names under the words of a name. Two names that are alike differ
    /// in one word at most, so the two rarest words and the edges suffice.
    fn rarest(&self, name: &Name) -> Vec<&Vec<usize>> {
        const WORDS: usize = 2;
        let (edges, words): (Vec<String>, Vec<String>) =
            name.keys().into_iter().partition(|key| key.starts_with(['^', '$']));
        let listed = |key: &String| self.index.get(key);
        let mut lists: Vec<(usize, Option<&Vec<usize>>)> =
            words.iter().map(|key| (listed(key).map_or(0, Vec::len), listed(key))).collect();
        lists.sort_by_key(|(count, _)| *count);
        let rare = lists.into_iter().take(WORDS).filter_map(|(_, list)| list);
        rare.chain(edges.iter().filter_map(listed)).collect()
    }

    fn compare(&self, name: &Name, id: usize) -> Option<Likeness> {
        let other = &self.names[id];
        let shown = self.shown(id);
        let ruled = [shown, &other.written].into_iter().find_map(|one| self.rulings.get(&pair(&name.written, one)));
        match ruled {
            Some(ruling) if ruling.same => {
                let how = format!("confirmed by {} on {}: {}", ruling.by, ruling.on, ruling.reason);
                Some(Likeness { same: false, how: vec![how] })
            }
            Some(_) => None,
            None => alike(name, other),
        }
    }

    fn ruled_same(&self, name: &Name) -> Vec<usize> {
        let written = name.written.to_lowercase();
        let same = self.rulings.iter().filter(|(_, ruling)| ruling.same);
        same.filter_map(|((one, other), _)| match () {
            () if *one == written => Some(other),
            () if *other == written => Some(one),
            () => None,
        })
        .flat_map(|other| [true, false].map(|person| self.ids.get(&(person, other.clone())).copied()))
        .flatten()
        .collect()
    }
}

/// A name as what it is the name of.
pub(super) fn parsed(written: &str, sort: Sort) -> Name {
    if sort == Sort::Person { Name::person(written) } else { Name::organization(written) }
}

/// Two names in a fixed order.
fn pair(one: &str, other: &str) -> (String, String) {
    let (one, other) = (one.trim().to_lowercase(), other.trim().to_lowercase());
    if one <= other { (one, other) } else { (other, one) }
}
