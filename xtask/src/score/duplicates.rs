//! `cargo xtask score duplicates`: how many disguised duplicates are found,
//! and how many look-alikes are taken for one.

use crate::shell::{Outcome, Trouble};
use imr_core::duplicate::{Identity, compare};
use imr_sample::world::{Disguise, GeneratedWorld, Mix, Relation, Truth};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many filings; of ten, two are disguised and one is a hard negative.
const FILINGS: usize = 10_000;
/// What precision and recall must reach, in percent.
const BAR: f64 = 98.0;

pub(crate) fn run(options: &[&str]) -> Outcome {
    let seeds: Vec<u64> = match options {
        [] => vec![1, 2, 3],
        ["--seed", seed] => vec![seed.parse().map_err(|_| not_a_seed(seed))?],
        _ => return Err(not_a_seed(&options.join(" "))),
    };
    let mut below = false;
    for seed in seeds {
        let tally = score(seed);
        println!("{}", tally.table(seed));
        below |= tally.precision() < BAR || tally.recall() < BAR;
    }
    if below { Err(Trouble::new(format!("Precision or recall is below {BAR} %."), "")) } else { Ok(()) }
}

#[derive(Debug, Default)]
struct Tally {
    right: usize,
    /// Linked, but to another filing than the first.
    misdirected: usize,
    missed: BTreeMap<String, usize>,
    mistaken: BTreeMap<String, usize>,
    /// The items of those missed, as filed first and again.
    items: Vec<String>,
}

fn score(seed: u64) -> Tally {
    let world = GeneratedWorld::new(seed, FILINGS, Mix::Duplicates);
    let mut identities: Vec<Identity> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    let mut tally = Tally::default();
    for (number, (form, truth)) in world.applications().enumerate() {
        let identity = Identity::of(&form);
        let keys = identity.keys();
        let near: BTreeSet<usize> = keys.iter().filter_map(|key| by_key.get(key)).flatten().copied().collect();
        let likeness = near.into_iter().map(|earlier| (compare(&identity, &identities[earlier]), earlier));
        let found = likeness.filter(|(like, _)| like.is_duplicate()).max_by_key(|(like, _)| like.score());
        let found = found.map(|(_, earlier)| first[earlier]);
        tally.add(&truth, found.map(|of| of + 1));
        items.push(form.treatments.join("; "));
        if let (Some(Relation::Duplicate), Some(of), None) = (truth.relation, truth.of, found) {
            tally.items.push(format!("    {}  |  {}\n", items[of - 1], items[number]));
        }
        first.push(found.unwrap_or(number));
        identities.push(identity);
        keys.into_iter().for_each(|key| by_key.entry(key).or_default().push(number));
    }
    tally
}

impl Tally {
    fn add(&mut self, truth: &Truth, found: Option<usize>) {
        let duplicate = truth.relation == Some(Relation::Duplicate);
        match (duplicate, found) {
            (true, Some(of)) if Some(of) == truth.of => self.right += 1,
            (true, Some(_)) => self.misdirected += 1,
            (true, None) => *self.missed.entry(disguises(&truth.disguises)).or_default() += 1,
            (false, Some(_)) => *self.mistaken.entry(format!("{:?}", truth.relation)).or_default() += 1,
            (false, None) => {}
        }
    }

    fn precision(&self) -> f64 {
        let wrong = self.misdirected + self.mistaken.values().sum::<usize>();
        percent(self.right, self.right + wrong)
    }

    fn recall(&self) -> f64 {
        let lost = self.misdirected + self.missed.values().sum::<usize>();
        percent(self.right, self.right + lost)
    }

    fn table(&self, seed: u64) -> String {
        let list = |of: &BTreeMap<String, usize>| {
            let mut counted: Vec<_> = of.iter().map(|(what, count)| (*count, what)).collect();
            counted.sort_unstable_by(|a, b| b.cmp(a));
            let lines = counted.iter().take(12).map(|(count, what)| format!("    {count:4}  {what}\n"));
            lines.collect::<String>()
        };
        format!(
            "seed {seed}: {FILINGS} filings; precision {:.2} %, recall {:.2} % ({} right, {} linked to another)\n  missed, by disguise\n{}  mistaken, by what they are\n{}  items of those missed, as filed first and again\n{}",
            self.precision(),
            self.recall(),
            self.right,
            self.misdirected,
            list(&self.missed),
            list(&self.mistaken),
            self.items.iter().take(12).map(String::as_str).collect::<String>()
        )
    }
}

fn disguises(of: &[Disguise]) -> String {
    let mut names: Vec<String> = of.iter().map(|one| format!("{one:?}")).collect();
    names.sort_unstable();
    names.join(" + ")
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn not_a_seed(words: &str) -> Trouble {
    Trouble::new(format!("`{words}` is not a seed."), "Say `cargo xtask score duplicates --seed 7`, or nothing.")
}
