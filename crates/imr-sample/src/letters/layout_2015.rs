//! The letters of 2015: a block at the head more often than not, and the
//! credentials in labelled lines.

use super::dice::Dice;
use super::facts::Facts;
use super::layout_2014::{block, items, opening, story};
use super::prose::summary;
use super::sheet::Sheet;
use super::truth::{Head, truth};
use serde_json::Value;

pub(super) fn write(dice: &mut Dice, facts: &Facts) -> (String, Value) {
    let told = summary(dice, facts);
    let without = Head { block: Value::Null, injury: None, denial: None };
    let (mut text, head) = if dice.chance(70) { block(dice, facts) } else { (Vec::new(), without) };
    text.push("HOW THE IMR FINAL DETERMINATION WAS MADE".to_owned());
    let opening = opening("expert reviewer", "");
    text.push(if dice.chance(60) { opening.replace("items/services", "items/Service") } else { opening });
    text.push(labelled(dice, facts));
    text.extend(story(dice, &told));
    let (items, said) = items(dice, facts);
    text.extend(items);
    let sheet = Sheet::new(dice, &facts.number, false);
    (sheet.set(&text), truth(facts, &head, &told, &said, &[]))
}

fn labelled(dice: &mut Dice, facts: &Facts) -> String {
    let states = facts.states.join(if dice.chance(30) { "," } else { ", " });
    let certified = facts.certifications.join(if dice.chance(20) { "," } else { ", " });
    format!(
        "The Expert Reviewer has the following credentials:\nState(s) of Licensure: {states}\nCertification(s)/Specialty: \
         {certified}"
    )
}
