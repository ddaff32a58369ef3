//! Everything that is asked for and is no drug.

use super::dice::Dice;
use super::request::Request;
use super::topics::{
    AT_HOME, DEVICES, DRUG_TESTS, EXERCISE, HANDS, IMAGES, MIND, NERVE_TESTS, OPERATIONS, PROGRAMS, Topic, VISITS,
};

const REGIONS: &[&str] = &[
    "lumbar spine",
    "cervical spine",
    "right shoulder",
    "left knee",
    "thoracic spine",
    "bilateral wrists",
    "right ankle",
    "low back",
];

const THERAPIES: &[(&str, &Topic)] = &[
    ("Physical therapy", &EXERCISE),
    ("Acupuncture", &EXERCISE),
    ("Chiropractic treatment", &HANDS),
    ("Aquatic therapy", &EXERCISE),
    ("Massage therapy", &HANDS),
    ("Occupational therapy", &EXERCISE),
];

const TESTS: &[(&str, &Topic)] = &[
    ("EMG/NCV of the bilateral upper extremities", &NERVE_TESTS),
    ("EMG of the left lower extremity", &NERVE_TESTS),
    ("Nerve conduction study of the right upper extremity", &NERVE_TESTS),
    ("Urine drug screen", &DRUG_TESTS),
    ("Urine toxicology screening", &DRUG_TESTS),
    ("Sleep study", &DRUG_TESTS),
];

const OPERATED: &[&str] = &[
    "Left knee arthroscopy with partial medial meniscectomy",
    "Right carpal tunnel release",
    "L4-L5 laminectomy and fusion",
    "Right shoulder arthroscopy, subacromial decompression and possible rotator cuff repair",
    "Anterior cervical discectomy and fusion at C5-6",
];

const SEEN: &[&str] = &[
    "Pain management consultation",
    "Follow-up visit with an orthopedic surgeon",
    "Referral to a neurologist",
    "Internal medicine consultation",
    "Preoperative medical clearance",
];

const CARRIED: &[&str] = &[
    "TENS unit",
    "Cold therapy unit",
    "Interferential unit",
    "Lumbar brace",
    "H-wave unit",
    "Hot/cold wrap",
    "Wrist splint",
];

/// A service, a device, a test or an operation.
pub(super) fn service(dice: &mut Dice) -> Request {
    match dice.below(12) {
        0..4 => therapy(dice),
        4 | 5 => imaging(dice),
        6 => {
            let (name, topic) = *dice.pick(TESTS);
            Request::new("test", name, topic)
        }
        7 => Request::new("surgery", dice.pick::<&str>(OPERATED), &OPERATIONS),
        8 => Request::new("consult", dice.pick::<&str>(SEEN), &VISITS),
        9 | 10 => device(dice),
        _ => other(dice),
    }
}

fn therapy(dice: &mut Dice) -> Request {
    let (name, topic) = *dice.pick(THERAPIES);
    let region = *dice.pick(REGIONS);
    let small = name.to_lowercase();
    let count = *dice.pick(&["6", "8", "12", "18", "24"]);
    let whole = format!("{name} for the {region}");
    let plain = Request::new("therapy", &whole, topic);
    match dice.below(13) {
        0 => {
            let request = Request::new("therapy", &format!("{small} for the {region}"), topic);
            request.said(format!("{count} sessions of {small} for the {region}")).counting(count, Some("sessions"))
        }
        1 => plain.said(format!("{name} x {count} sessions for the {region}")).counting(count, Some("sessions")),
        2 => plain.said(format!("{name} ({count} visits) for the {region}")).counting(count, Some("visits")),
        3 => plain.said(format!("{name} for the {region}, {count} sessions")).counting(count, Some("sessions")),
        4 => plain.said(format!("{name} for the {region} QTY: {count}.00")).counting(&format!("{count}.00"), None),
        9 => {
            let request = Request::new("therapy", &format!("{small} for the {region}"), topic);
            request
                .said(format!("Twelve (12) sessions of {small} for the {region}"))
                .counting("12", Some("sessions"))
        }
        10 => {
            let request = Request::new("therapy", &format!("{small} for the {region}"), topic);
            request.said(format!("Eight visits of {small} for the {region}")).counting("8", Some("visits"))
        }
        11 => plain.said(format!("{whole} #{count}")).counting(count, None),
        5 => Request { frequency: Some("2x6".to_owned()), ..plain.said(format!("{whole} 2x6")) },
        6 => parted(dice, plain),
        _ => weekly(dice, plain),
    }
}

fn weekly(dice: &mut Dice, plain: Request) -> Request {
    let frequency = *dice.pick(&[
        "2 times a week for 6 weeks",
        "three times per week for four weeks",
        "twice weekly for six weeks",
        "2 times per week for 4 weeks",
        "2 x per week x 6 weeks",
        "1 time a week for 8 weeks",
        "3 times weekly for 4 weeks",
        "3x/week x 4 weeks",
        "once a week for 6 weeks",
        "2x a week for 3 weeks",
        "2 visits per week for 6 weeks",
        "2xwk x 6wks",
        "2-3 times per week for 6 weeks",
    ]);
    let line = match dice.below(3) {
        0 => format!("{} {frequency}", plain.name),
        1 => format!("{}, {frequency}", plain.name),
        _ => format!("{} ({frequency})", plain.name),
    };
    Request { frequency: Some(frequency.to_owned()), ..plain.said(line) }
}

fn parted(dice: &mut Dice, plain: Request) -> Request {
    let name = plain.name.clone();
    let (all, part, rest) = *dice.pick(&[("12", "6", "6"), ("18", "12", "6"), ("24", "10", "14")]);
    let line = format!(
        "{name}, {all} sessions was the original request. {name}, {part} sessions was authorized by the Claims \
         Administrator. The remaining IMR eligible portion of the original request, {name}, {rest} sessions is"
    );
    let amounts = [all, part, rest].map(|number| format!("{number} sessions"));
    plain.said(line).counting(rest, Some("sessions")).in_parts(amounts)
}

fn imaging(dice: &mut Dice) -> Request {
    let region = *dice.pick(REGIONS);
    let line = match dice.below(5) {
        0 => format!("MRI of the {region}"),
        1 => format!("MRI of the {region} without contrast"),
        2 => format!("X-ray of the {region}"),
        3 => format!("CT scan of the {region}"),
        _ => format!("MRI, {region}"),
    };
    Request::new("imaging", &line, &IMAGES)
}

fn device(dice: &mut Dice) -> Request {
    let name = *dice.pick(CARRIED);
    let request = Request::new("dme", name, &DEVICES);
    match dice.below(6) {
        0 => request.said(format!("{name}, 30 day rental")).counting("30", Some("day")),
        1 => request.said(format!("{name} for a 2 month rental")).counting("2", Some("month")),
        2 => request.said(format!("Purchase of a {name}")),
        3 => request
            .said(format!("Associated surgical service: {name}, seven day rental"))
            .counting("7", Some("day")),
        4 => request.said(format!("Associated surgical service: {name}")),
        _ => request,
    }
}

fn other(dice: &mut Dice) -> Request {
    match dice.below(5) {
        0 => Request::new("transport", "Transportation to and from medical appointments", &AT_HOME),
        1 => {
            let frequency = "4 hours a day, 3 days a week for 6 weeks";
            let request = Request::new("home", "Home health aide", &AT_HOME);
            Request {
                frequency: Some(frequency.to_owned()),
                ..request.said(format!("Home health aide {frequency}"))
            }
        }
        2 => Request::new("psych", "Cognitive behavioral therapy", &MIND)
            .said("Cognitive behavioral therapy x 6 sessions".to_owned())
            .counting("6", Some("sessions")),
        3 => Request::new("psych", "Psychological evaluation", &MIND),
        _ => Request::new("therapy", "functional restoration program", &PROGRAMS)
            .said("28 day functional restoration program".to_owned())
            .counting("28", Some("day")),
    }
}
