//! Drugs as they are asked for: by brand and by substance, with strength,
//! amount, frequency and refills in many spellings.

use super::dates;
use super::dice::Dice;
use super::request::{Amount, Request};
use super::topics::{MOOD, NERVES, NSAIDS, OPIOIDS, RELAXANTS, SLEEP, STOMACH, TOPICALS, Topic};

/// Name, active ingredients, strengths (number, unit), topic.
type Drug = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static Topic);

const TABLETS: &[Drug] = &[
    ("Norco", "acetaminophen / hydrocodone", &[("10/325", "mg"), ("5/325", "mg")], &OPIOIDS),
    ("Hydrocodone/APAP", "acetaminophen / hydrocodone", &[("10/325", "mg"), ("7.5/325", "mg")], &OPIOIDS),
    ("Vicodin ES", "acetaminophen / hydrocodone", &[("7.5/750", "mg")], &OPIOIDS),
    ("Percocet", "acetaminophen / oxycodone", &[("10/325", "mg"), ("5/325", "mg")], &OPIOIDS),
    ("OxyContin", "oxycodone", &[("20", "mg"), ("40", "mg")], &OPIOIDS),
    ("Tramadol", "tramadol", &[("50", "mg")], &OPIOIDS),
    ("Ultram ER", "tramadol", &[("150", "mg"), ("100", "mg")], &OPIOIDS),
    ("Tramadol ER", "tramadol", &[("150", "mg")], &OPIOIDS),
    ("Nucynta", "tapentadol", &[("75", "mg"), ("100", "mg")], &OPIOIDS),
    ("MS Contin", "morphine", &[("30", "mg")], &OPIOIDS),
    ("Cyclobenzaprine", "cyclobenzaprine", &[("7.5", "mg"), ("10", "mg")], &RELAXANTS),
    ("Flexeril", "cyclobenzaprine", &[("10", "mg"), ("7.5", "mg")], &RELAXANTS),
    ("Soma", "carisoprodol", &[("350", "mg")], &RELAXANTS),
    ("Zanaflex", "tizanidine", &[("4", "mg"), ("2", "mg")], &RELAXANTS),
    ("Tizanidine", "tizanidine", &[("4", "mg")], &RELAXANTS),
    ("Orphenadrine ER", "orphenadrine", &[("100", "mg")], &RELAXANTS),
    ("Naproxen Sodium", "naproxen", &[("550", "mg")], &NSAIDS),
    ("Anaprox DS", "naproxen", &[("550", "mg")], &NSAIDS),
    ("Celebrex", "celecoxib", &[("200", "mg"), ("100", "mg")], &NSAIDS),
    ("Mobic", "meloxicam", &[("15", "mg"), ("7.5", "mg")], &NSAIDS),
    ("Ibuprofen", "ibuprofen", &[("800", "mg"), ("600", "mg")], &NSAIDS),
    ("Relafen", "nabumetone", &[("750", "mg")], &NSAIDS),
    ("Prilosec", "omeprazole", &[("20", "mg")], &STOMACH),
    ("Omeprazole DR", "omeprazole", &[("20", "mg")], &STOMACH),
    ("Protonix", "pantoprazole", &[("20", "mg"), ("40", "mg")], &STOMACH),
    ("Gabapentin", "gabapentin", &[("300", "mg"), ("600", "mg")], &NERVES),
    ("Neurontin", "gabapentin", &[("600", "mg")], &NERVES),
    ("Lyrica", "pregabalin", &[("75", "mg"), ("150", "mg")], &NERVES),
    ("Topamax", "topiramate", &[("50", "mg")], &NERVES),
    ("Cymbalta", "duloxetine", &[("60", "mg"), ("30", "mg")], &MOOD),
    ("Duloxetine", "duloxetine", &[("30", "mg")], &MOOD),
    ("Wellbutrin XL", "bupropion", &[("150", "mg")], &MOOD),
    ("Trazodone", "trazodone", &[("50", "mg")], &MOOD),
    ("Ambien", "zolpidem", &[("10", "mg"), ("5", "mg")], &SLEEP),
    ("Lunesta", "eszopiclone", &[("2", "mg")], &SLEEP),
    ("Xanax", "alprazolam", &[("0.5", "mg"), ("1", "mg")], &SLEEP),
    ("Lorazepam", "lorazepam", &[("1", "mg")], &SLEEP),
];

/// Name, ingredients, strength, amount with its unit, topic.
type Topical = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SKIN: &[Topical] = &[
    ("Lidoderm patch", "lidocaine", "5%", "30", ""),
    ("Flector patch", "diclofenac", "1.3%", "60", ""),
    ("Voltaren gel", "diclofenac", "1%", "100", "gm"),
    ("Capsaicin cream", "capsaicin", "0.025%", "60", "grams"),
    ("Ketoprofen cream", "ketoprofen", "20%", "120", "gm"),
    ("Butrans patch", "buprenorphine", "10mcg", "4", ""),
    ("Pennsaid solution", "diclofenac", "1.5%", "150", "ml"),
    ("Diclofenac Sodium", "diclofenac", "1.5%", "60", "gm"),
];

/// A drug, asked for in one of many ways.
pub(super) fn drug(dice: &mut Dice) -> Request {
    match dice.below(10) {
        0 => topical(dice),
        1 => compound(dice),
        _ => tablet(dice),
    }
}

fn tablet(dice: &mut Dice) -> Request {
    let (name, ingredient, strengths, topic) = *dice.pick(TABLETS);
    let (number, unit) = *dice.pick(strengths);
    let strength = match dice.below(4) {
        0 => format!("{number} {unit}"),
        1 => format!("{number} {}", unit.to_uppercase()),
        _ => format!("{number}{unit}"),
    };
    let count = *dice.pick(&["30", "60", "90", "120", "15", "100"]);
    let named = Request { strength: Some(strength.clone()), ..Request::new("drug", name, topic) };
    let named = Request { ingredient: Some(ingredient.to_owned()), ..named };
    let what = format!("{name} {strength}");
    match dice.below(19) {
        0 => named.said(what),
        1 => named.said(format!("Prescription of {what} #{count}")).counting(count, None),
        2 => named.said(format!("{count} tablets of {what}")).counting(count, Some("tablets")),
        3 => named.said(format!("{what} #{count} tablets")).counting(count, Some("tablets")),
        4 => served(dice, named, &what, count),
        5 => refilled(dice, named, &what, count),
        6 | 7 => often(dice, named, &what, count),
        8 => parted(dice, named, &what),
        9 => named.said(format!("{what} QTY: {count}.00")).counting(&format!("{count}.00"), None),
        10 => named.said(format!("{what} Quantity: {count}")).counting(count, None),
        11 => named.said(format!("{what} qty {count}")).counting(count, None),
        12 => named.said(format!("{what}, quantity {count}")).counting(count, None),
        14 => named.said(format!("{what} (#{count})")).counting(count, None),
        15 => named.said(format!("Prospective request for {what}, #{count}")).counting(count, None),
        16 => named.said(format!("{what} {count} tablets")).counting(count, Some("tablets")),
        17 => named.said(format!("{what} Qty. {count}")).counting(count, None),
        13 => named.said(format!("{what}, #{count}")).counting(count, None),
        _ => named.said(format!("{what} #{count}")).counting(count, None),
    }
}

fn served(dice: &mut Dice, named: Request, what: &str, count: &str) -> Request {
    let day = dates::written(dice.between(0, 2), dates::around(dice));
    let line = match dice.below(4) {
        0 => format!("Retrospective request for {what} #{count} (DOS: {day})"),
        1 => format!("{what} #{count}, DOS {day}"),
        2 => format!("{what} #{count} (date of service {day})"),
        _ => format!("Retrospective {what} #{count}, date of service: {day}"),
    };
    Request { date_of_service: Some(day), ..named.said(line).counting(count, None) }
}

fn refilled(dice: &mut Dice, named: Request, what: &str, count: &str) -> Request {
    let (words, number) =
        *dice.pick(&[("with 2 refills", "2"), ("with three refills", "3"), ("with 1 refill", "1")]);
    let (labelled, other) =
        *dice.pick(&[("refills: 3", "3"), ("refill 1", "1"), ("x 2 refills", "2"), ("Refills 0", "0")]);
    let (line, refills) = match dice.below(3) {
        0 => (format!("{what} #{count} {words}"), number),
        1 => (format!("{what} #{count}, {labelled}"), other),
        _ => (format!("{what} QTY: {count}, {labelled}"), other),
    };
    Request { refills: Some(refills.to_owned()), ..named.said(line).counting(count, None) }
}

fn often(dice: &mut Dice, named: Request, what: &str, count: &str) -> Request {
    let frequency = *dice.pick(&[
        "BID",
        "TID",
        "QHS",
        "twice daily",
        "every 8 hours",
        "1 tab po qd",
        "at bedtime",
        "one tablet twice a day",
        "1 PO Q6H PRN",
        "once daily",
        "three times a day",
    ]);
    let line = match dice.below(3) {
        0 => format!("{what} {frequency} #{count}"),
        1 => format!("{what} #{count}, {frequency}"),
        _ => format!("{what}, {frequency}, #{count}"),
    };
    Request { frequency: Some(frequency.to_owned()), ..named.said(line).counting(count, None) }
}

fn parted(dice: &mut Dice, named: Request, what: &str) -> Request {
    let (all, part, rest) = *dice.pick(&[("90", "30", "60"), ("120", "60", "60"), ("60", "24", "36")]);
    let who = "Claims Administrator";
    let first = format!("{what} #{all} was the original request.");
    let second = match dice.below(2) {
        0 => format!("{what} #{part} was authorized by the {who}."),
        _ => format!("The {who} authorized {what} #{part}."),
    };
    let third = format!("The remaining IMR eligible portion of the original request, {what} #{rest} is");
    let amounts = [all, part, rest].map(|number| format!("#{number}"));
    named.said(format!("{first} {second} {third}")).counting(rest, None).in_parts(amounts)
}

fn topical(dice: &mut Dice) -> Request {
    let (name, ingredient, strength, amount, unit) = *dice.pick(SKIN);
    let named = Request {
        ingredient: Some(ingredient.to_owned()),
        strength: Some(strength.to_owned()),
        ..Request::new("drug", name, &TOPICALS)
    };
    let what = format!("{name} {strength}");
    match (unit, dice.below(3)) {
        ("", _) => named.said(format!("{what} #{amount}")).counting(amount, None),
        (unit, 0) => named.said(format!("{what} {amount}{unit}")).counting(amount, Some(unit)),
        (unit, 1) => named.said(format!("{what}, {amount} {unit}")).counting(amount, Some(unit)),
        (unit, _) => {
            let tube = format!("{amount} {unit}");
            Request { amount: Some(Amount::of("1", Some(&tube))), ..named.said(format!("{what} {tube} #1")) }
        }
    }
}

fn compound(dice: &mut Dice) -> Request {
    const PARTS: &[(&str, &str)] = &[
        ("Flurbiprofen", "20%"),
        ("Baclofen", "2%"),
        ("Cyclobenzaprine", "4%"),
        ("Gabapentin", "10%"),
        ("Lidocaine", "5%"),
        ("Tramadol", "15%"),
        ("Menthol", "4%"),
    ];
    let count = 2 + dice.below(2);
    let parts = dice.some(PARTS, count);
    let names: Vec<&str> = parts.iter().map(|part| part.0).collect();
    let strengths: Vec<&str> = parts.iter().map(|part| part.1).collect();
    let both: Vec<String> = parts.iter().map(|(name, strength)| format!("{name} {strength}")).collect();
    let mut ingredients: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    ingredients.sort();
    let amount = *dice.pick(&["120", "180", "240"]);
    let (joint, unit) = *dice.pick(&[(", ", "gm"), (", ", "grams"), (", ", "g")]);
    Request {
        ingredient: Some(ingredients.join(" / ")),
        strength: Some(strengths.join("/")),
        ..Request::new("drug", &format!("{} cream", names.join(joint)), &TOPICALS)
    }
    .said(format!("{} cream {amount} {unit}", both.join(joint)))
    .counting(amount, Some(unit))
}
