//! What is requested in the generated world, and how a request is worded.
//!
//! Shares follow the published mix of recent years (rulebook 12.3): drugs 31 %,
//! rehabilitation 21.5 %, injections 12.9 %, diagnostics 11.6 %, equipment
//! 9.7 %, and smaller ones.

use super::chance::Chance;

/// The kind of treatment, as the Division of Workers' Compensation counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Drugs.
    Pharmaceuticals,
    /// Therapy of the body.
    Rehabilitation,
    /// Injections.
    Injections,
    /// Imaging and tests.
    Diagnostics,
    /// Durable equipment, prosthetics, orthotics and supplies.
    Equipment,
    /// Operations.
    Surgery,
    /// Visits and consultations.
    Evaluation,
    /// Psychological and psychiatric services.
    Behavioral,
    /// Programs, home health, transport.
    Other,
}

/// The mix, of a thousand requests.
pub(crate) const MIX: [(usize, Category); 9] = [
    (310, Category::Pharmaceuticals),
    (215, Category::Rehabilitation),
    (129, Category::Injections),
    (116, Category::Diagnostics),
    (97, Category::Equipment),
    (42, Category::Surgery),
    (45, Category::Evaluation),
    (26, Category::Behavioral),
    (20, Category::Other),
];

/// A drug by its two names, with strengths and what a month's supply may be.
struct Drug {
    brand: &'static str,
    generic: &'static str,
    strengths: &'static [&'static str],
    form: &'static str,
    quantities: &'static [u32],
}

const fn drug(
    brand: &'static str,
    generic: &'static str,
    strengths: &'static [&'static str],
    form: &'static str,
    quantities: &'static [u32],
) -> Drug {
    Drug { brand, generic, strengths, form, quantities }
}

/// By class, of a thousand drug requests (rulebook 12.3, year 2024).
const DRUGS: [(usize, &[Drug]); 6] = [
    (239, &OPIOIDS),
    (174, &TOPICALS),
    (163, &RELAXANTS),
    (170, &ANTI_INFLAMMATORIES),
    (154, &NERVE_AND_MOOD),
    (100, &STOMACH_AND_SLEEP),
];

const OPIOIDS: [Drug; 6] = [
    drug("Norco", "hydrocodone/acetaminophen", &["5/325 MG", "7.5/325 MG", "10/325 MG"], "tablet", &[60, 90, 120]),
    drug("Percocet", "oxycodone/acetaminophen", &["5/325 MG", "10/325 MG"], "tablet", &[60, 90, 120]),
    drug("Ultram", "tramadol", &["50 MG"], "tablet", &[60, 90, 120]),
    drug("MS Contin", "morphine sulfate ER", &["15 MG", "30 MG"], "tablet", &[60, 90]),
    drug("Nucynta", "tapentadol", &["50 MG", "75 MG"], "tablet", &[60, 90]),
    drug("Butrans", "buprenorphine", &["10 MCG/HR", "20 MCG/HR"], "patch", &[4]),
];
const TOPICALS: [Drug; 4] = [
    drug("Lidoderm", "lidocaine", &["5%"], "patch", &[30, 60]),
    drug("Voltaren Gel", "diclofenac sodium gel", &["1%"], "tube", &[1, 3]),
    drug("Zostrix", "capsaicin cream", &["0.025%", "0.075%"], "tube", &[1, 2]),
    drug("Terocin", "methyl salicylate/menthol/capsaicin/lidocaine", &["25/10/0.025/2.5%"], "bottle", &[1, 2]),
];
const RELAXANTS: [Drug; 5] = [
    drug("Flexeril", "cyclobenzaprine", &["5 MG", "7.5 MG", "10 MG"], "tablet", &[30, 60, 90]),
    drug("Zanaflex", "tizanidine", &["2 MG", "4 MG"], "tablet", &[60, 90]),
    drug("Soma", "carisoprodol", &["250 MG", "350 MG"], "tablet", &[60, 90]),
    drug("Robaxin", "methocarbamol", &["500 MG", "750 MG"], "tablet", &[60, 90]),
    drug("Norflex", "orphenadrine ER", &["100 MG"], "tablet", &[60]),
];
const ANTI_INFLAMMATORIES: [Drug; 5] = [
    drug("Anaprox DS", "naproxen sodium", &["550 MG"], "tablet", &[60, 90]),
    drug("Motrin", "ibuprofen", &["600 MG", "800 MG"], "tablet", &[60, 90]),
    drug("Mobic", "meloxicam", &["7.5 MG", "15 MG"], "tablet", &[30, 60]),
    drug("Celebrex", "celecoxib", &["100 MG", "200 MG"], "capsule", &[30, 60]),
    drug("Relafen", "nabumetone", &["500 MG", "750 MG"], "tablet", &[60, 90]),
];
const NERVE_AND_MOOD: [Drug; 5] = [
    drug("Neurontin", "gabapentin", &["300 MG", "600 MG"], "capsule", &[60, 90, 120]),
    drug("Lyrica", "pregabalin", &["50 MG", "75 MG", "150 MG"], "capsule", &[60, 90]),
    drug("Cymbalta", "duloxetine", &["30 MG", "60 MG"], "capsule", &[30, 60]),
    drug("Elavil", "amitriptyline", &["25 MG", "50 MG"], "tablet", &[30, 60]),
    drug("Topamax", "topiramate", &["25 MG", "50 MG"], "tablet", &[60, 120]),
];
const STOMACH_AND_SLEEP: [Drug; 5] = [
    drug("Prilosec", "omeprazole", &["20 MG"], "capsule", &[30, 60]),
    drug("Protonix", "pantoprazole", &["20 MG", "40 MG"], "tablet", &[30, 60]),
    drug("Ambien", "zolpidem", &["5 MG", "10 MG"], "tablet", &[30]),
    drug("Lunesta", "eszopiclone", &["2 MG", "3 MG"], "tablet", &[30]),
    drug("Xanax", "alprazolam", &["0.5 MG", "1 MG"], "tablet", &[30, 60]),
];

/// Services: several wordings of one request; `{b}` is a body part, `{n}` a
/// number of visits. The part and the number are kept when it is reworded.
const SERVICES: [(Category, &[&[&str]]); 8] = [
    (
        Category::Rehabilitation,
        &[
            &[
                "Physical therapy for the {b}, {n} visits",
                "PT x {n} sessions, {b}",
                "{n} sessions of physical therapy to the {b}",
            ],
            &["Acupuncture, {n} sessions, {b}", "{n} visits of acupuncture for the {b}"],
            &["Chiropractic treatment of the {b}, {n} visits", "{n} chiropractic visits, {b}"],
            &["Aquatic therapy, {n} visits, {b}", "Pool therapy for the {b} x {n}"],
            &["Work conditioning, {n} sessions", "{n} sessions of work hardening and conditioning"],
        ],
    ),
    (
        Category::Injections,
        &[
            &["Epidural steroid injection, {b}", "{b} ESI under fluoroscopic guidance"],
            &["Medial branch block, {b}", "{b} medial branch blocks under fluoroscopy"],
            &["Trigger point injections, {b}, quantity {n}", "{n} trigger point injections to the {b}"],
            &["Corticosteroid injection, {b}", "Cortisone injection to the {b}"],
        ],
    ),
    (
        Category::Diagnostics,
        &[
            &["MRI of the {b} without contrast", "Magnetic resonance imaging, {b}, without contrast"],
            &["X-ray of the {b}, {n} views", "Radiographs of the {b} ({n} views)"],
            &["EMG/NCV of the {b}", "Electromyography and nerve conduction study, {b}"],
            &["Urine drug screen", "Urine toxicology testing"],
            &["CT scan of the {b}", "Computed tomography, {b}"],
        ],
    ),
    (
        Category::Equipment,
        &[
            &["TENS unit, {n} month rental", "Transcutaneous electrical nerve stimulator, rental for {n} months"],
            &["Brace for the {b}", "{b} orthosis, purchase"],
            &["Cold therapy unit, {n} day rental", "Rental of a cryotherapy unit for {n} days"],
            &["H-Wave device, {n} months", "Home H-Wave unit, {n} month rental"],
        ],
    ),
    (
        Category::Surgery,
        &[
            &["Arthroscopic surgery of the {b}", "{b} arthroscopy"],
            &["Decompression and fusion, {b}", "{b} fusion with decompression"],
            &["Postoperative therapy after surgery of the {b}, {n} visits", "{n} post-op PT visits, {b}"],
        ],
    ),
    (
        Category::Evaluation,
        &[
            &["Consultation with a pain management specialist", "Pain management consult"],
            &["Follow-up visit with an orthopedic specialist, {b}", "Return visit, orthopedist, {b}"],
            &["Consultation with a neurologist", "Neurology referral, initial evaluation"],
        ],
    ),
    (
        Category::Behavioral,
        &[
            &["Cognitive behavioral therapy, {n} sessions", "CBT x {n}"],
            &["Psychological evaluation", "Initial evaluation by a psychologist"],
        ],
    ),
    (
        Category::Other,
        &[
            &["Functional restoration program, {n} days", "{n} days of a functional restoration program"],
            &["Home health aide, {n} hours a week", "Home care, {n} hours per week"],
            &["Transportation to and from appointments, {n} trips", "{n} round trips, medical transport"],
        ],
    ),
];

/// A request that can be worded in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) category: Category,
    /// Class or list, entry in it, strength.
    entry: (usize, usize, usize),
    count: u32,
    part: &'static str,
    /// Which of its wordings it stands in.
    pub(crate) wording: usize,
}

impl Request {
    /// A request for somebody whose injury is of this part of the body.
    pub(crate) fn any(chance: &mut Chance, part: &'static str) -> Self {
        let category = chance.weighted(&MIX);
        let wording = chance.below(6);
        if category == Category::Pharmaceuticals {
            let classes: Vec<(usize, usize)> =
                DRUGS.iter().enumerate().map(|(class, (share, _))| (*share, class)).collect();
            let class = chance.weighted(&classes);
            let entry = chance.below(DRUGS[class].1.len());
            let drug = &DRUGS[class].1[entry];
            let (strength, count) = (chance.below(drug.strengths.len()), chance.pick(drug.quantities));
            return Self { category, entry: (class, entry, strength), count, part, wording };
        }
        let list = SERVICES.iter().position(|(of, _)| *of == category).unwrap_or(0);
        let entry = chance.below(SERVICES[list].1.len());
        let count = u32::try_from(chance.between(2, 6) * 2).unwrap_or(6);
        Self { category, entry: (list, entry, 0), count, part, wording }
    }

    /// Whether another request is for the same thing, whatever the amount.
    pub(crate) fn same_treatment(&self, other: &Self) -> bool {
        self.category == other.category && (self.entry.0, self.entry.1) == (other.entry.0, other.entry.1)
    }

    /// The number of the drug in [`brands`]; none of a service.
    pub(crate) fn brand(&self) -> Option<usize> {
        let before: usize = DRUGS.iter().take(self.entry.0).map(|(_, drugs)| drugs.len()).sum();
        self.is_drug().then_some(before + self.entry.1)
    }

    /// A drug.
    pub(crate) fn is_drug(&self) -> bool {
        self.category == Category::Pharmaceuticals
    }

    /// As it stands on the form.
    pub(crate) fn text(&self) -> String {
        let (list, entry, strength) = self.entry;
        if self.is_drug() {
            let drug = &DRUGS[list].1[entry];
            return worded_drug(drug, drug.strengths[strength], self.count, self.wording);
        }
        let wordings = SERVICES[list].1[entry];
        let text = wordings[self.wording % wordings.len()];
        let text = text.replace("{b}", self.part).replace("{n}", &self.count.to_string());
        capitalized(&text)
    }
}

/// The brand names of all drugs, in order.
pub(crate) fn brands() -> impl Iterator<Item = &'static str> {
    DRUGS.iter().flat_map(|(_, drugs)| drugs.iter().map(|drug| drug.brand))
}

/// A drug in one of six wordings: which name, how the amount is written.
fn worded_drug(drug: &Drug, strength: &str, count: u32, wording: usize) -> String {
    let generic = capitalized(drug.generic);
    let unit = if count == 1 { drug.form.to_owned() } else { format!("{}{}", drug.form, plural(drug.form)) };
    let tight = strength.replace(' ', "").to_lowercase();
    match wording % 6 {
        0 => format!("{} {strength} #{count}", drug.brand),
        1 => format!("{generic} {strength} #{count}"),
        2 => format!("{} {strength} QTY: {count}.00", drug.brand),
        3 => format!("{generic} {tight}, {count} {unit}"),
        4 => format!("{count} {unit} of {} {tight}", drug.brand),
        _ => format!("{generic} ({}) {strength}, qty {count}", drug.brand),
    }
}

fn plural(form: &str) -> &'static str {
    if form.ends_with("ch") { "es" } else { "s" }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Parts of the body, with a diagnosis and its code (ICD-10-CM).
pub(crate) const PARTS: [(&str, &str, &str); 10] = [
    ("lumbar spine", "Low back pain, unspecified", "M54.50"),
    ("cervical spine", "Cervicalgia", "M54.2"),
    ("right shoulder", "Pain in right shoulder", "M25.511"),
    ("left shoulder", "Pain in left shoulder", "M25.512"),
    ("right knee", "Pain in right knee", "M25.561"),
    ("left knee", "Pain in left knee", "M25.562"),
    ("right wrist", "Carpal tunnel syndrome, right upper limb", "G56.01"),
    ("left wrist", "Carpal tunnel syndrome, left upper limb", "G56.02"),
    ("right ankle", "Pain in right ankle", "M25.571"),
    ("thoracic spine", "Pain in thoracic spine", "M54.6"),
];
