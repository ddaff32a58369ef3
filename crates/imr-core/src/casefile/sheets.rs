//! Invented piles for tests: documents of every kind in several looks, as
//! plain text, with the faults that recognition makes. Nobody real.

use super::document::Kind;
use jiff::civil::Date;

/// Numbers that look drawn by lot, the same for the same seed.
pub(super) struct Lot(u64);

impl Lot {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    pub(super) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub(super) fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }
}

/// An invented document.
pub(super) struct Sheet {
    pub(super) kind: Kind,
    pub(super) day: Date,
    pub(super) pages: Vec<String>,
}

const PLACES: [&str; 8] = [
    "Blue Heron Orthopedic Associates",
    "Quail Ridge Medical Group",
    "Larkspur Spine Center",
    "Tamarind Health Clinic",
    "Pinecrest Occupational Medicine",
    "Harborview Pain Specialists",
    "Mesa Verde Rehabilitation",
    "Cedar Bay Neurology",
];
const DOCTORS: [&str; 6] = [
    "Ines Okafor, MD",
    "Tobias Wren, M.D.",
    "Salma Quist, DO",
    "Hugo Brandt, MD",
    "Mara Ellison, D.C.",
    "Pavel Iden, M.D.",
];
const FILLER: [&str; 26] = [
    "The patient complains of low back pain that radiates into the left leg.",
    "Pain is rated 6/10 at rest and 8/10 with lifting.",
    "There is tenderness over the paraspinal muscles with spasm on the right.",
    "Straight leg raise is positive on the left at 40 degrees.",
    "Sensation is decreased along the L5 dermatome.",
    "Motor strength is 5/5 in all groups tested.",
    "Continue naproxen 550 mg twice daily with food.",
    "Cyclobenzaprine 7.5 mg is taken at night as needed.",
    "The patient denies bowel or bladder changes.",
    "Range of motion of the lumbar spine is limited in flexion to 45 degrees.",
    "He has completed 12 visits of treatment with partial relief.",
    "Modified duty with no lifting above 15 pounds.",
    "The neck is supple and without masses.",
    "Reflexes are symmetric at the knees and the ankles.",
    "Sleep is disturbed two to three nights a week.",
    "Omeprazole 20 mg helps with stomach upset.",
    "An injection was discussed, its risks and its benefits explained.",
    "The shoulder shows a positive impingement sign.",
    "Grip strength on the right is less than on the left.",
    "Gait is antalgic, and a cane is used for distances.",
    "There has been no change in the home situation.",
    "Activities of daily living take longer than before the injury.",
    "The wrist is tender at the radial styloid.",
    "Heat and rest give some relief for an hour.",
    "She was told to call the office if symptoms get worse.",
    "Symptoms began while moving a pallet at work.",
];

/// What a kind looks like: titles, labels of its day, lines of its body.
type Look = (Kind, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const LOOKS: [Look; 16] = [
    (
        Kind::Application,
        &[
            "Application for Independent Medical Review",
            "STATE OF CALIFORNIA\nAPPLICATION FOR INDEPENDENT MEDICAL REVIEW\nDWC Form IMR",
        ],
        &["Date:"],
        &[
            "Type of Utilization Review: Regular",
            "Is the claims administrator disputing liability? No",
            "List each disputed medical treatment below",
            "Consent to obtain medical records",
        ],
    ),
    (
        Kind::RequestForAuthorization,
        &[
            "State of California\nRequest for Authorization\nDWC Form RFA",
            "REQUEST FOR AUTHORIZATION FOR MEDICAL TREATMENT",
        ],
        &["Date of request:", "Date:"],
        &[
            "New Request   Resubmission",
            "Requested Treatment: Naproxen 550 mg #60",
            "CPT/HCPCS: 97110",
            "Requesting physician signature",
        ],
    ),
    (
        Kind::UrDecision,
        &[
            "Utilization Review Determination",
            "NOTICE OF UTILIZATION REVIEW DECISION",
            "Notice of Non-Certification",
        ],
        &["Date of decision:", ""],
        &[
            "The requested treatment is not certified.",
            "Physician advisor: Ola Brandt, MD",
            "Clinical rationale: the guideline is not met",
            "You have the right to request independent medical review",
        ],
    ),
    (
        Kind::ProgressReport,
        &[
            "PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)",
            "Progress Note",
            "Follow-up Visit",
            "Office Visit Note",
            "PAIN MANAGEMENT FOLLOW-UP REPORT",
        ],
        &["Date of service:", "Date of visit:", "Visit date:", "DOS:"],
        &["Subjective complaints:", "Objective findings:", "Treatment plan:", "Work status:"],
    ),
    (
        Kind::DoctorsFirstReport,
        &[
            "STATE OF CALIFORNIA\nDOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS",
            "Doctor's First Report of Injury",
        ],
        &["Date of first examination:", "Date of examination:"],
        &[
            "Employer name: Sample Freight Lines",
            "Date last worked",
            "Describe how the accident happened",
            "Are your findings and diagnosis consistent with the account? Yes",
        ],
    ),
    (
        Kind::Consultation,
        &[
            "Orthopedic Consultation",
            "INITIAL CONSULTATION REPORT",
            "New Patient Evaluation",
            "Neurosurgical Consultation",
        ],
        &["Date of consultation:", "Date of service:"],
        &[
            "Thank you for referring this patient.",
            "History of present illness:",
            "Past medical history:",
            "Social history:",
        ],
    ),
    (
        Kind::MedicalLegal,
        &["PANEL QUALIFIED MEDICAL EVALUATION", "Agreed Medical Examination", "QME Supplemental Report"],
        &["Date of evaluation:", "Date of examination:"],
        &[
            "Review of medical records",
            "Apportionment",
            "Whole person impairment",
            "I declare under penalty of perjury that this report is true.",
        ],
    ),
    (
        Kind::Operative,
        &["OPERATIVE REPORT", "Procedure Note", "Report of Operation"],
        &["Date of procedure:", "Date of surgery:"],
        &[
            "Preoperative diagnosis:",
            "Postoperative diagnosis:",
            "Anesthesia: local",
            "The area was prepped and draped in sterile fashion.",
        ],
    ),
    (
        Kind::Imaging,
        &[
            "MRI OF THE LUMBAR SPINE WITHOUT CONTRAST",
            "Radiology Report",
            "X-RAY RIGHT SHOULDER, 3 VIEWS",
            "MR Arthrogram Left Wrist",
        ],
        &["Date of exam:", "Exam date:", "Date of study:"],
        &[
            "Technique: sagittal and axial images",
            "Comparison: none",
            "Findings: disc desiccation",
            "Impression: mild degenerative change",
        ],
    ),
    (
        Kind::Electrodiagnostics,
        &["ELECTRODIAGNOSTIC REPORT", "EMG / NCS Report", "Nerve Conduction Studies and Electromyography"],
        &["Date of test:", "Date of study:"],
        &[
            "Distal latency and amplitude are tabulated",
            "Insertional activity is normal",
            "No fibrillations or positive sharp waves",
            "Needle examination of the right arm",
        ],
    ),
    (
        Kind::Laboratory,
        &["LABORATORY REPORT", "Comprehensive Metabolic Panel", "Clinical Laboratory Report"],
        &["Collected:", "Collection date:"],
        &["Reference range", "Hemoglobin 14.1 g/dL", "Glucose 92 mg/dL", "ALT (SGPT) 31 units"],
    ),
    (
        Kind::DrugTest,
        &["URINE DRUG TEST REPORT", "Toxicology Report", "Medication Monitoring Report"],
        &["Collected:", "Collection date:"],
        &[
            "Cutoff 50 ng/mL",
            "Opiates: not detected",
            "Specimen validity: creatinine 110",
            "Benzodiazepines: not detected",
        ],
    ),
    (
        Kind::TherapyNote,
        &[
            "Physical Therapy Daily Note",
            "ACUPUNCTURE PROGRESS NOTE",
            "Chiropractic Treatment Note",
            "Occupational Therapy Progress Report",
        ],
        &["Date of service:", "Visit date:"],
        &[
            "Visit number 4 of 12",
            "Therapeutic exercise 97110 two units",
            "Manual therapy 97140 one unit",
            "Patient tolerated treatment well",
        ],
    ),
    (
        Kind::Pharmacy,
        &["Patient Medication Profile", "PRESCRIPTION HISTORY", "Pharmacy Dispensing Record"],
        &["Report date:", "Date:"],
        &[
            "Date filled  Rx number  NDC  Qty  Days supply",
            "02/03/2014  884211  00093-0149  60  30",
            "Prescriber: Tobias Wren, M.D.",
            "Pharmacist",
        ],
    ),
    (
        Kind::FaxCover,
        &["FAX COVER SHEET", "Facsimile Transmittal", "FAX"],
        &["Date:"],
        &[
            "To: Records department",
            "Number of pages including cover: 14",
            "If you are not the intended recipient please call",
            "Confidentiality notice",
        ],
    ),
    (
        Kind::Correspondence,
        &["", "", "PROOF OF SERVICE"],
        &["", "Date:"],
        &[
            "Dear claims examiner:",
            "Enclosed please find the records you asked for.",
            "This letter concerns the above employee.",
            "Sincerely,",
        ],
    ),
];

fn number(day: Date, lot: &mut Lot) -> String {
    match lot.below(3) {
        0 => format!("{:02}/{:02}/{}", day.month(), day.day(), day.year()),
        1 => format!("{}/{}/{}", day.month(), day.day(), day.year()),
        _ => day.strftime("%B %-d, %Y").to_string(),
    }
}

/// Some sentences of a visit, three on a line.
fn story(lot: &mut Lot) -> String {
    let mut sentences: Vec<&str> = (0..6 + lot.below(9)).map(|_| lot.one(&FILLER)).collect();
    sentences.dedup();
    sentences.chunks(3).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n")
}

fn letterhead(place: &str, lot: &mut Lot) -> String {
    format!(
        "{place}\n{} Alder Street, Suite {}, Sampleton, CA 90{:03}\nTel (555) 555-0{:03}",
        100 + lot.below(900),
        1 + lot.below(40),
        lot.below(1000),
        lot.below(1000)
    )
}

/// A document of this kind about `who`.
pub(super) fn sheet(kind: Kind, who: &str, day: Date, lot: &mut Lot) -> Sheet {
    let (_, titles, days, body) = LOOKS.iter().find(|look| look.0 == kind).expect("a kind with a look");
    let short = matches!(kind, Kind::FaxCover | Kind::Application | Kind::RequestForAuthorization | Kind::Imaging);
    let count = 1 + lot.below(if short { 2 } else { 5 });
    let place = lot.one(&PLACES);
    let doctor = lot.one(&DOCTORS);
    let head = letterhead(place, lot);
    let (heads_all, numbered, running) = (lot.chance(25), lot.below(4), lot.chance(40));
    let when = number(day, lot);
    let about =
        format!("Patient: {who}   DOB: 04/05/1971\nClaim number: 77-{:05}   Date of injury: 03/14/2012", 41000);
    let mut pages: Vec<String> = Vec::new();
    for page in 1..=count {
        let mut out: Vec<String> = Vec::new();
        if (page == 1 && lot.chance(85)) || heads_all {
            out.push(head.clone());
        }
        if page == 1 {
            let title = lot.one(titles);
            let label = lot.one(days);
            let dated = format!("{label} {when}");
            out.extend(if lot.chance(70) {
                [title.to_owned(), dated, about.clone()]
            } else {
                [about.clone(), title.to_owned(), dated]
            });
            out.extend(body.iter().take(2).map(|line| (*line).to_owned()));
        } else if running {
            out.push(format!("{who}   {when}"));
        }
        out.push(story(lot));
        if page == count {
            out.extend(body.iter().skip(2).map(|line| (*line).to_owned()));
            if kind != Kind::FaxCover && lot.chance(80) {
                out.push(format!("{}{doctor}", lot.one(&["Electronically signed by ", "", "Signed: "])));
            }
        }
        out.extend((numbered == 0).then(|| format!("Page {page} of {count}")));
        out.extend((numbered == 1 && count > 1).then(|| format!("Page {page}")));
        pages.push(out.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n"));
    }
    Sheet { kind, day, pages }
}

/// The page as recognition gives it from a poor copy: letters changed,
/// dropped, joined; one in `every`.
pub(super) fn recognized(page: &str, every: usize, lot: &mut Lot) -> String {
    let mut out = String::with_capacity(page.len());
    for one in page.chars() {
        if one == '\n' || lot.below(every) != 0 {
            out.push(one);
            continue;
        }
        match (one, lot.below(6)) {
            ('o' | 'O', _) => out.push('0'),
            ('l' | 'I', _) => out.push('1'),
            ('e', _) => out.push('c'),
            ('m', _) => out.push_str("rn"),
            ('0', _) => out.push('O'),
            ('1', _) => out.push('l'),
            (digit, _) if digit.is_ascii_digit() => out.push(digit),
            (_, 0) => {}
            (_, 1) => out.push('.'),
            (' ', _) => out.push(' '),
            (other, 2) => out.extend([other, other]),
            (other, _) => out.push(char::from(b'a' + (other as u32 % 26) as u8)),
        }
    }
    out
}

/// A pile of documents of all kinds, days apart.
pub(super) fn pile(documents: usize, seed: u64) -> Vec<Sheet> {
    let mut lot = Lot::new(seed);
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Other).collect();
    (0..documents)
        .map(|index| {
            // Progress reports and therapy notes are the bulk of real files.
            let kind = match lot.below(10) {
                0..3 => Kind::ProgressReport,
                3 => Kind::TherapyNote,
                _ => kinds[(index + lot.below(kinds.len())) % kinds.len()],
            };
            let day = Date::constant(2013, 1, 5).saturating_add(jiff::Span::new().days(index as i64 * 9 + 1));
            sheet(kind, "Rosa Testperson", day, &mut lot)
        })
        .collect()
}
