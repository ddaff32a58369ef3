//! The words that sample letters are made of: general vocabulary of the
//! field, in no letter's wording.

pub(super) const SPECIALTIES: &[&str] = &[
    "Family Practice",
    "Internal Medicine",
    "Physical Medicine & Rehabilitation",
    "Physical Medicine and Rehabilitation",
    "Orthopedic Surgery",
    "Occupational Medicine",
    "Neurology",
    "Anesthesiology",
    "Emergency Medicine",
    "Psychiatry",
    "Preventive Medicine",
    "Neurological Surgery",
    "Chiropractic",
    "Podiatry",
    "Plastic Surgery",
    "Occupational and Environmental Medicine",
    "Psychology",
    "Acupuncture",
];

pub(super) const SUBSPECIALTIES: &[&str] = &[
    "Pain Management",
    "Pain Medicine",
    "Sports Medicine",
    "Medical Toxicology",
    "Public Health",
    "Hand Surgery",
    "Spine Surgery",
    "Interventional Spine",
    "Cardiology",
    "Fellowship Trained in Spine Surgery",
];

pub(super) const STATES: &[&str] = &[
    "California",
    "Texas",
    "New York",
    "Nevada",
    "Ohio",
    "West Virginia",
    "North Carolina",
    "Florida",
    "Arizona",
    "New Jersey",
    "Maryland",
    "Washington",
    "Pennsylvania",
    "Georgia",
    "Illinois",
];

pub(super) const DIAGNOSES: &[&str] = &[
    "lumbar radiculopathy",
    "cervical radiculopathy",
    "lumbar sprain/strain",
    "cervical spondylosis without myelopathy",
    "right shoulder impingement syndrome",
    "left rotator cuff tear",
    "bilateral carpal tunnel syndrome",
    "lumbar facet arthropathy",
    "myofascial pain syndrome",
    "chronic low back pain",
    "L5-S1 disc protrusion",
    "degenerative disc disease of the lumbar spine",
    "left knee medial meniscus tear",
    "right lateral epicondylitis",
    "major depressive disorder",
    "post-traumatic headaches",
    "complex regional pain syndrome of the left upper extremity",
    "lumbar post-laminectomy syndrome",
    "thoracic sprain",
    "chronic pain syndrome",
    "insomnia",
    "de Quervain's tenosynovitis",
    "osteoarthritis of the right knee",
    "cervicogenic headache",
    "neuropathic pain",
    "plantar fasciitis",
];

/// How it happened, to stand behind the date.
pub(super) const MECHANISMS: &[&str] = &[
    "while lifting boxes of tile",
    "when a pallet tipped against a loading dock",
    "from repeated overhead work",
    "when a ladder slipped",
    "as a result of cumulative keyboard work",
    "after a fall from a delivery truck",
    "in a collision with a forklift",
    "while pulling a hose up a stairwell",
];

/// How a summary begins: `{age}`, `{sex}`, `{grown}`, `{day}` of the injury,
/// `{how}` it happened.
pub(super) const OPENINGS: &[&str] = &[
    "The injured worker is a {age}-year-old {sex} who sustained an industrial injury on {day} {how}.",
    "The patient is a {age} year old {sex} with a date of injury of {day}.",
    "This is a {age}-year-old {grown} who was hurt at work on {day} {how}.",
    "The injured worker (IW) is a {age} year-old {sex} who reported an injury on {day}. It happened {how}.",
    "Patient is a {age} y/o {sex}, date of injury: {day}.",
    "The applicant is a represented {age}-year-old warehouse employee who has filed a claim reportedly associated with an industrial injury of {day}.",
    "The claimant is a {age}-year-old {sex} mechanic with a work injury dated {day}.",
    "A {age} yo {sex} was injured on {day} {how}.",
    "This {age}-year-old {sex} has been under care since an injury at work {how}.",
    "The employee, a {age}-year-old {sex}, injured the back {how}; the date of injury is {day}.",
    "The patient is a {age} y.o. {sex} with a DOI of {day}.",
    "This {age} year-old right-hand dominant {sex} sustained a work-related injury to the low back on {day}.",
    "The worker is a {age}-yr-old {grown} with an injury date of {day}.",
    "Records describe a {sex}, {age} years of age, whose industrial injury of {day} happened {how}.",
    "The patient reported an injury on {day}. The mechanism of injury was not given. The {age}-year-old {sex} complains of pain.",
    "The IW, a {age} year old {sex}, was injured on {day} {how}.",
    "This case concerns a {age} year old {sex} who sustained a work related injury on {day} involving the neck and shoulders.",
    "Date of injury: {day}. The patient is a {age} year old {sex}.",
    "The injured worker sustained an injury on {day} {how}.",
];

pub(super) const EXAMINATIONS: &[&str] = &[
    "On examination there was tenderness over the paraspinal muscles and motion was limited in all planes.",
    "Strength was 4/5 in the left lower extremity, and the straight leg raise was positive at 40 degrees.",
    "Physical examination: range of motion was reduced; reflexes were equal on both sides.",
    "Pain was rated 7/10 without medication and 4/10 with it.",
    "Spurling's sign was negative and sensation was intact to light touch.",
    "The gait was antalgic, and a single point cane was used.",
];

pub(super) const TREATMENTS: &[&str] = &[
    "Treatment to date has included medications, physical therapy and a home exercise program.",
    "Prior care consisted of rest, injections, chiropractic visits and work modification.",
    "Treatment so far: oral medication, six visits of acupuncture, and a brace.",
    "Conservative measures were tried for several months, with partial relief.",
];

/// Sentences of the record with a date that is none of the case's own.
pub(super) const OTHER_DATES: &[&str] = &[
    "A magnetic resonance study of {d} showed a small central protrusion.",
    "According to the progress report dated {d}, symptoms were unchanged.",
    "In a note of {d} the treating physician asked for the items in dispute.",
    "The request for authorization was signed on {d}.",
    "A drug test collected on {d} agreed with the prescriptions.",
    "Electrodiagnostic studies done {d} were normal.",
];

pub(super) const REASONS: &[&str] = &[
    "The guideline asks for measurable gains in function before more of the same is supported.",
    "The notes do not say how long this has been used, nor what it achieved.",
    "No red flag was found, and there was no change in the neurologic findings.",
    "The criteria are: (1) a trial of first-line care; (2) a stated goal; and (3) a plan for follow-up.",
    "Per the cited pages: short courses are favored over long ones.",
    "The guideline says \"a trial should be short, and should end when there is no gain in function.\"",
    "There is mention of relief, but none of return to work or of less use of other medication.",
    "The records were compared with the criteria named above; see also the discussion of risk, e.g., falls and sedation.",
    "Side effects were reviewed, a pain contract is on file, and the dose is below the ceiling.",
    "As stated in the guideline: exercise comes before passive care.",
    "An appeal of 2011 was upheld, but it concerned another body part.",
    "Regarding the request for authorization, the form is complete and signed.",
    "The dose (20 mg, i.e., 1 tablet) is usual; vs. others it carries less risk.",
    "It is not clear from the 3/10/2012 note whether an earlier trial had failed.",
];

pub(super) const WORKS: &[(&str, &str)] = &[
    ("UpToDate", "Muscle relaxants"),
    ("Physicians' Desk Reference", "Zolpidem"),
    ("Medscape", "Drug information"),
];

pub(super) const ADDRESSES: &[&str] = &[
    "http://www.example.org/topics/spine-care.html",
    "https://guidance.example.com/library/item_12",
    "www.example.net/drugs/monograph",
];

pub(super) const REPORTERS: &[&str] = &[
    "Progress reports of the primary treating physician",
    "Medical records from the claims administrator",
    "Operative report",
    "Employee medical records from the provider",
    "Imaging report, lumbar spine",
    "Agreed medical evaluation",
];
