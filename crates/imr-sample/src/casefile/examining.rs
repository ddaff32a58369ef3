//! What is found on examination and by studies, in sentences with facts.

use super::fact::{Fact, Part, Said};
use super::story::Hurt;
use super::writer::Writer;

impl Writer<'_> {
    /// The examination of a region.
    pub(super) fn exam(&mut self, hurt: Hurt) -> Vec<Said> {
        let part = hurt.called(self.dice);
        let voice = self.voice();
        let mut said = Vec::new();
        if self.dice.chance(70) {
            let words = self.say(voice.tender, &[("part", &part)]);
            said.push(Said::of(words, self.found("tenderness", hurt)));
        }
        if !hurt.region.paired {
            let there = self.dice.chance(50);
            let words = self.say(if there { voice.spasm } else { voice.no_spasm }, &[("part", &part)]);
            let fact = self.found("spasm", hurt);
            said.push(Said::of(words, if there { fact } else { fact.negated() }));
        }
        let full = self.dice.chance(35);
        let share = (self.dice.between(2, 10) * 5).to_string();
        let words =
            self.say(if full { voice.motion_full } else { voice.motion }, &[("part", &part), ("share", &share)]);
        let fact = self.found("range of motion", hurt).with("result", if full { "full" } else { "decreased" });
        said.push(Said::of(words, fact));
        for (name, sign) in self.dice.some(hurt.region.signs, 2) {
            let there = self.dice.chance(55);
            let words =
                self.say(if there { voice.sign } else { voice.no_sign }, &[("part", &part), ("sign", sign)]);
            let fact = self.found(name, hurt);
            said.push(Said::of(words, if there { fact } else { fact.negated() }));
        }
        said
    }

    /// Strength, reflexes and sensation.
    pub(super) fn neurology(&mut self, hurt: Hurt) -> Vec<Said> {
        let voice = self.voice();
        let part = hurt.called(self.dice);
        let (weak, numb) = (self.dice.chance(35), self.dice.chance(35));
        let strength = self.say(if weak { voice.weak } else { voice.strong }, &[("part", &part)]);
        let sensation = self.say(if numb { voice.numb } else { voice.no_numb }, &[("part", &part)]);
        let reflexes = self.say(voice.reflexes, &[]);
        let result = |changed: bool| if changed { "decreased" } else { "normal" };
        let fact = |name: &str, changed: bool| Fact::new("exam", name, self.day).with("result", result(changed));
        vec![
            Said::of(strength, fact("strength", weak)),
            Said::of(sensation, fact("sensation", numb)),
            Said::of(reflexes, fact("reflexes", false)),
        ]
    }

    fn found(&self, name: &str, hurt: Hurt) -> Fact {
        Fact::new("exam", name, self.day).with("body_part", hurt.name())
    }

    /// What the pictures of a region show, do not show and may show.
    pub(super) fn pictured(&mut self, hurt: Hurt) -> Vec<Said> {
        let voice = self.voice();
        let mut said = Vec::new();
        let mut findings = hurt.region.pictures.to_vec();
        let first = self.story.visits.len() % findings.len();
        findings.rotate_left(first);
        for (at, (name, words)) in findings.into_iter().enumerate() {
            let doubtful = at == 2;
            let phrases = if doubtful { voice.shown_maybe } else { voice.shown };
            let words = self.say(phrases, &[("finding", words)]);
            let fact = self.seen(name, hurt);
            said.push(Said::of(words, if doubtful { fact.uncertain() } else { fact }));
        }
        for (name, words) in hurt.region.absent {
            let words = self.say(voice.not_shown, &[("finding", words)]);
            said.push(Said::of(words, self.seen(name, hurt).negated()));
        }
        said
    }

    fn seen(&self, name: &str, hurt: Hurt) -> Fact {
        Fact::new("imaging", name, self.story.imaged).with("body_part", hurt.name())
    }

    /// What somebody else writes of the pictures.
    pub(super) fn studies(&mut self, hurt: Hurt) -> Vec<Said> {
        let head = format!("MRI of the {}, {}.", hurt.name(), self.spelled(self.story.imaged));
        let mut said = vec![Said::plain(head)];
        said.extend(self.pictured(hurt).into_iter().take(2));
        said
    }

    /// The diagnoses as a numbered list.
    pub(super) fn diagnoses(&mut self) -> Part {
        let mut entries = Vec::new();
        for (at, hurt) in self.story.hurt.iter().enumerate() {
            for next in 0..2 {
                let (words, code) = hurt.diagnosis(at + next);
                let shown = match self.by.house.tables {
                    true => format!("{code} {words}"),
                    false => format!("{words} ({code})"),
                };
                let fact = Fact::new("diagnosis", words.to_lowercase(), self.day).with("icd10", code);
                entries.push(Said::of(shown, fact));
            }
        }
        Part::Bullets { numbered: true, entries }
    }
}
