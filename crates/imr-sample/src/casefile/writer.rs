//! Sentences with their facts, of the kinds that many documents share.

use super::clinic::{Drug, OF_RELATIVES, RELATIVES, SUSPECTED};
use super::fact::{Draft, Fact, Part, Said};
use super::people::Practice;
use super::story::{Change, Course, Hurt, Story, Taken, Visit};
use super::voice::{Phrases, Voice, say};
use crate::dice::Dice;
use jiff::ToSpan;
use jiff::civil::Date;

/// Who writes, on what day.
pub(super) struct Writer<'s> {
    pub(super) story: &'s Story,
    pub(super) by: &'s Practice,
    pub(super) day: Date,
    pub(super) dice: &'s mut Dice,
}

impl Writer<'_> {
    pub(super) fn voice(&self) -> &'static Voice {
        self.story.voice
    }

    pub(super) fn say(&mut self, phrases: Phrases, with: &[(&str, &str)]) -> String {
        say(self.dice, phrases, with)
    }

    pub(super) fn heading(&mut self, words: Phrases) -> Part {
        Part::Heading((*self.dice.pick(words)).to_owned())
    }

    pub(super) fn spelled(&self, day: Date) -> String {
        self.by.house.day(day)
    }

    /// The finished document.
    pub(super) fn draft(self, kind: &'static str, title: String, parts: Vec<Part>) -> Draft {
        Draft { kind, title, date: self.day, by: self.by.clone(), patient: self.story.patient.clone(), parts }
    }

    pub(super) fn title(&mut self, kind: &str) -> String {
        self.voice().title(self.dice, kind)
    }

    /// The block that names the patient, with the day under this name.
    pub(super) fn head(&mut self, day: &str) -> Part {
        let story = self.story;
        let name = if self.dice.chance(50) { story.patient.turned() } else { story.patient.name.clone() };
        let mut all = vec![
            (*self.dice.pick(&["Patient", "Patient Name", "Name"]), name),
            (*self.dice.pick(&["DOB", "Date of Birth"]), self.spelled(story.patient.born)),
            (day, self.spelled(self.day)),
            (*self.dice.pick(&["DOI", "Date of Injury"]), self.spelled(story.injury)),
            (*self.dice.pick(&["Claim #", "Claim Number", "Claim No."]), story.patient.claim.clone()),
        ];
        if self.dice.chance(50) {
            all.push(("Employer", story.job.1.to_owned()));
        }
        Part::Pairs(all.into_iter().map(|(name, value)| (name.to_owned(), Said::plain(value))).collect())
    }

    pub(super) fn signed(&self) -> Part {
        let on = self.by.author.len().is_multiple_of(2).then(|| self.spelled(self.day));
        Part::Signed { by: self.by.author.clone(), on }
    }

    /// Sentences that state nothing that is looked for.
    pub(super) fn filler(&mut self, count: usize) -> Vec<Said> {
        self.dice.some(self.voice().filler, count).into_iter().map(Said::plain).collect()
    }

    pub(super) fn intro(&mut self) -> Said {
        let story = self.story;
        let (age, doi) = (story.age(self.day).to_string(), self.spelled(story.injury));
        let with = [
            ("title", story.patient.title()),
            ("age", age),
            ("sex", story.patient.sex.to_owned()),
            ("job", story.job.0.to_owned()),
            ("doi", doi),
        ];
        let with: Vec<(&str, &str)> = with.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Said::plain(self.say(self.voice().intro, &with))
    }

    pub(super) fn mishap(&mut self) -> Said {
        let (name, doing) = self.story.mishap;
        let words = self.say(self.voice().mishap, &[("doing", doing)]);
        Said::of(words, Fact::new("mechanism", name, self.story.injury))
    }

    pub(super) fn body_part(&mut self, hurt: Hurt) -> Said {
        let part = hurt.called(self.dice);
        let words = self.say(self.voice().parts, &[("part", &part)]);
        Said::of(words, Fact::new("body_part", hurt.name(), self.day).or_named(hurt.also()))
    }

    /// Every part that is hurt.
    pub(super) fn body_parts(&mut self) -> Vec<Said> {
        self.story.hurt.iter().map(|hurt| self.body_part(*hurt)).collect()
    }

    pub(super) fn body_part_denied(&mut self) -> Said {
        let hurt = self.story.unhurt;
        let words = self.say(self.voice().part_denied, &[("part", &hurt.name())]);
        Said::of(words, Fact::new("body_part", hurt.name(), self.day).or_named(hurt.also()).negated())
    }

    pub(super) fn pain(&mut self, visit: &Visit) -> Said {
        let (with, without) = (visit.pain.0.to_string(), visit.pain.1.to_string());
        if self.dice.chance(65) {
            let words = self.say(self.voice().pain_both, &[("with", &with), ("without", &without)]);
            let fact = Fact::new("pain", "pain", self.day).with("with_drug", visit.pain.0);
            return Said::of(words, fact.with("without_drug", visit.pain.1));
        }
        let words = self.say(self.voice().pain, &[("now", &with)]);
        Said::of(words, Fact::new("pain", "pain", self.day).with("score", visit.pain.0))
    }

    pub(super) fn function(&mut self, visit: &Visit) -> Said {
        let (what, phrases) = match visit.function {
            1 => ("improved", self.voice().better),
            0 => ("unchanged", self.voice().same),
            _ => ("worse", self.voice().worse),
        };
        let words = self.say(phrases, &[]);
        Said::of(words, Fact::new("function", what, self.day))
    }

    pub(super) fn harm(&mut self, visit: &Visit) -> Said {
        let Some(drug) = visit.harm else {
            let words = self.say(self.voice().no_harm, &[]);
            return Said::of(words, Fact::new("side_effect", "side effects", self.day).negated());
        };
        let name = Story::called(self.by, drug);
        let words = self.say(self.voice().harm, &[("harm", drug.harm), ("drug", &name)]);
        Said::of(words, Fact::new("side_effect", drug.harm, self.day).with("ingredient", drug.ingredient))
    }

    pub(super) fn harm_if(&mut self, drug: &'static Drug) -> Said {
        let name = Story::called(self.by, drug);
        let words = self.say(self.voice().harm_if, &[("harm", drug.harm), ("drug", &name)]);
        let fact = Fact::new("side_effect", drug.harm, self.day).with("ingredient", drug.ingredient);
        Said::of(words, fact.hypothetical())
    }

    pub(super) fn medication(&self, drug: &Drug, strength: Option<&str>, status: &str) -> Fact {
        let fact = Fact::new("medication", drug.ingredient, self.day).with("status", status);
        let fact = fact.or_named([drug.brand.to_lowercase()]);
        match strength {
            Some(strength) => fact.with("strength", strength),
            None => fact,
        }
    }

    /// A line of the list of what is taken.
    pub(super) fn listed(&mut self, one: &Taken) -> Said {
        let name = Story::called(self.by, one.drug);
        let with = [("drug", name.as_str()), ("strength", one.strength()), ("taken", one.drug.taken)];
        let words = self.say(self.voice().listed, &with);
        Said::of(words, self.medication(one.drug, Some(one.strength()), "current"))
    }

    /// What is done with a drug, where something is.
    pub(super) fn changed(&mut self, one: &Taken) -> Option<Said> {
        let name = Story::called(self.by, one.drug);
        let quantity = one.drug.quantity.to_string();
        let old = match one.change? {
            Change::Raise(old) => one.drug.strengths[old],
            _ => "",
        };
        let (status, phrases) = match one.change? {
            Change::Start => ("started", self.voice().started),
            Change::Refill => ("refilled", self.voice().refilled),
            Change::Raise(_) => ("changed", self.voice().changed),
            Change::Stop => ("stopped", self.voice().stopped),
        };
        let with = [
            ("drug", name.as_str()),
            ("strength", one.strength()),
            ("taken", one.drug.taken),
            ("quantity", &quantity),
            ("old", old),
            ("why", one.drug.harm),
        ];
        let words = self.say(phrases, &with);
        if status == "stopped" {
            let mut said = Said::of(words, self.medication(one.drug, None, status));
            let harm = Fact::new("side_effect", one.drug.harm, self.day).with("ingredient", one.drug.ingredient);
            said.facts.push(harm);
            return Some(said);
        }
        let mut fact = self.medication(one.drug, Some(one.strength()), status);
        if status != "changed" {
            fact = fact.with("quantity", one.drug.quantity);
        }
        Some(Said::of(words, fact))
    }

    pub(super) fn drug_if(&mut self, drug: &'static Drug) -> Said {
        let words = self.say(self.voice().drug_if, &[("drug", &Story::called(self.by, drug))]);
        Said::of(words, self.medication(drug, None, "considered").hypothetical())
    }

    pub(super) fn drug_past(&mut self, drug: &'static Drug) -> Said {
        let year = (self.story.injury.year() - 4).to_string();
        let words = self.say(self.voice().drug_past, &[("drug", &Story::called(self.by, drug)), ("year", &year)]);
        Said::of(words, self.medication(drug, None, "past").historical())
    }

    /// What was tried first, and failed.
    pub(super) fn trials(&mut self) -> Vec<Said> {
        let (failed, intolerant) = self.story.tried;
        let one = self.say(self.voice().failed, &[("drug", &Story::called(self.by, failed))]);
        let with = [("drug", &*Story::called(self.by, intolerant)), ("harm", intolerant.harm)];
        let other = self.say(self.voice().intolerant, &with);
        let trial = |drug: &Drug, outcome: &str| {
            let fact = Fact::new("trial", drug.ingredient, self.day).with("outcome", outcome);
            fact.or_named([drug.brand.to_lowercase()])
        };
        vec![Said::of(one, trial(failed, "failed")), Said::of(other, trial(intolerant, "not tolerated"))]
    }

    pub(super) fn relative(&mut self) -> Said {
        let (relative, illness) = (*self.dice.pick(RELATIVES), *self.dice.pick(OF_RELATIVES));
        let words = self.say(self.voice().relative, &[("relative", relative), ("illness", illness)]);
        Said::of(words, Fact::new("diagnosis", illness, self.day).of_another())
    }

    pub(super) fn suspected(&mut self) -> Said {
        let illness = *self.dice.pick(SUSPECTED);
        let words = self.say(self.voice().suspected, &[("illness", illness)]);
        Said::of(words, Fact::new("diagnosis", illness, self.day).uncertain())
    }

    pub(super) fn past(&mut self) -> Said {
        let illness = *self.dice.pick(&["pneumonia", "a hernia", "kidney stones", "appendicitis"]);
        let year = (self.story.injury.year() - 6).to_string();
        let words = self.say(self.voice().past, &[("illness", illness), ("year", &year)]);
        let name = illness.trim_start_matches("a ");
        Said::of(words, Fact::new("diagnosis", name, self.day).historical())
    }

    pub(super) fn work(&mut self, work: usize) -> Said {
        let until = self.spelled(self.day.saturating_add(35.days()));
        let day = self.spelled(self.day);
        let pounds = (*self.dice.pick(&[10, 15, 20, 25])).to_string();
        let with = [("until", until.as_str()), ("day", &day), ("pounds", &pounds)];
        let (what, phrases) = match work {
            0 => ("off work", self.voice().off),
            1 => ("modified duty", self.voice().modified),
            _ => ("full duty", self.voice().full),
        };
        let words = self.say(phrases, &with);
        Said::of(words, Fact::new("work_status", what, self.day))
    }

    /// The operation, once it is over.
    pub(super) fn operated(&mut self) -> Option<Said> {
        let on = self.story.operated.filter(|on| *on < self.day)?;
        let operation = self.story.hurt[0].region.operation;
        let day = self.spelled(on);
        let words = self.say(self.voice().operated, &[("operation", operation), ("day", &day)]);
        Some(Said::of(words, Fact::new("procedure", operation, on).historical()))
    }

    /// How much of the last course of therapy was done, and with what
    /// response.
    pub(super) fn therapy(&mut self) -> Vec<Said> {
        let begun = self.story.courses.iter().rev().find(|course| course.done(self.day) > 0);
        let Some(course) = begun else { return Vec::new() };
        let mut all = vec![self.attended(course, course.done(self.day))];
        if course.days.last().is_some_and(|last| *last <= self.day) {
            let (response, phrases) = match course.helped {
                true => ("helped", self.voice().visits_helped),
                false => ("did not help", self.voice().visits_did_not),
            };
            let words = self.say(phrases, &[("therapy", course.name)]);
            all.push(Said::of(words, Fact::new("therapy", course.name, self.day).with("response", response)));
        }
        all
    }

    /// So many visits of a course.
    pub(super) fn attended(&mut self, course: &Course, done: i32) -> Said {
        let (shown, planned) = (done.to_string(), course.planned.to_string());
        let with = [("done", shown.as_str()), ("planned", &planned), ("therapy", course.name)];
        let words = self.say(self.voice().visits, &with);
        let fact = Fact::new("therapy", course.name, self.day);
        Said::of(words, fact.with("visits", done).with("planned", course.planned))
    }
}
