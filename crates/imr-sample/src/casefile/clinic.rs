//! What can be wrong with an invented worker and what is done about it:
//! regions of the body, drugs, ways to be hurt. Names of things, no sentences.

/// A part of the body that hurts.
#[derive(Debug)]
pub(super) struct Region {
    /// Its plain name, as truth has it, without the side.
    pub(super) name: &'static str,
    /// Other names.
    pub(super) also: &'static [&'static str],
    /// It has a right and a left one.
    pub(super) paired: bool,
    /// Diagnoses with their code in ICD-10-CM; `$` stands for the side's digit.
    pub(super) diagnoses: &'static [(&'static str, &'static str)],
    /// Tests that belong to it: their name and what they show.
    pub(super) signs: &'static [(&'static str, &'static str)],
    /// What pictures show: name in truth and words.
    pub(super) pictures: &'static [(&'static str, &'static str)],
    /// What pictures do not show.
    pub(super) absent: &'static [(&'static str, &'static str)],
    /// Nerves or roots that an electrodiagnostic study may find at fault.
    pub(super) nerves: &'static [&'static str],
    /// An operation.
    pub(super) operation: &'static str,
    /// An injection.
    pub(super) injection: &'static str,
}

pub(super) const REGIONS: &[Region] = &[
    Region {
        name: "low back",
        also: &["lumbar spine", "lower back"],
        paired: false,
        diagnoses: &[
            ("Lumbar radiculopathy", "M54.16"),
            ("Lumbar strain", "S39.012A"),
            ("Lumbar disc displacement", "M51.26"),
            ("Lumbar spondylosis", "M47.816"),
        ],
        signs: &[("straight leg raise", "straight leg raise"), ("facet loading", "facet loading")],
        pictures: &[
            ("disc protrusion", "a 4 mm disc protrusion at L4-L5"),
            ("disc protrusion", "a broad-based disc protrusion at L5-S1"),
            ("stenosis", "moderate central stenosis at L4-L5"),
            ("facet arthropathy", "facet arthropathy at L4-L5 and L5-S1"),
        ],
        absent: &[
            ("fracture", "fracture"),
            ("spondylolisthesis", "spondylolisthesis"),
            ("cord compression", "compression of the conus"),
        ],
        nerves: &["L5 radiculopathy", "S1 radiculopathy"],
        operation: "L4-L5 microdiscectomy",
        injection: "lumbar epidural steroid injection",
    },
    Region {
        name: "neck",
        also: &["cervical spine"],
        paired: false,
        diagnoses: &[
            ("Cervical radiculopathy", "M54.12"),
            ("Cervical strain", "S16.1XXA"),
            ("Cervicalgia", "M54.2"),
            ("Cervical disc displacement", "M50.20"),
        ],
        signs: &[("Spurling", "Spurling maneuver"), ("Hoffmann", "Hoffmann sign")],
        pictures: &[
            ("disc bulge", "a 3 mm disc bulge at C5-C6"),
            ("foraminal narrowing", "left foraminal narrowing at C6-C7"),
            ("disc osteophyte complex", "a disc osteophyte complex at C5-C6"),
        ],
        absent: &[
            ("fracture", "fracture"),
            ("cord signal change", "abnormal cord signal"),
            ("stenosis", "canal stenosis"),
        ],
        nerves: &["C6 radiculopathy", "C7 radiculopathy"],
        operation: "C5-C6 anterior discectomy and fusion",
        injection: "cervical epidural steroid injection",
    },
    Region {
        name: "shoulder",
        also: &["shoulder joint"],
        paired: true,
        diagnoses: &[
            ("Rotator cuff strain", "S46.01$A"),
            ("Impingement syndrome of the shoulder", "M75.4$"),
            ("Bursitis of the shoulder", "M75.5$"),
        ],
        signs: &[("Neer", "Neer test"), ("Hawkins", "Hawkins test"), ("drop arm", "drop arm test")],
        pictures: &[
            ("rotator cuff tear", "a partial-thickness tear of the supraspinatus tendon"),
            ("tendinosis", "tendinosis of the supraspinatus"),
            ("bursitis", "fluid in the subacromial bursa"),
        ],
        absent: &[("fracture", "fracture"), ("labral tear", "labral tear"), ("dislocation", "dislocation")],
        nerves: &["suprascapular neuropathy", "axillary neuropathy"],
        operation: "arthroscopic subacromial decompression",
        injection: "subacromial steroid injection",
    },
    Region {
        name: "knee",
        also: &["knee joint"],
        paired: true,
        diagnoses: &[
            ("Sprain of the knee", "S83.9$XA"),
            ("Chondromalacia patellae", "M22.4$"),
            ("Osteoarthritis of the knee", "M17.1$"),
        ],
        signs: &[
            ("McMurray", "McMurray test"),
            ("Lachman", "Lachman test"),
            ("patellar grind", "patellar grind test"),
        ],
        pictures: &[
            ("meniscal tear", "a horizontal tear of the medial meniscus"),
            ("effusion", "a small joint effusion"),
            ("chondromalacia", "grade II chondromalacia of the patella"),
        ],
        absent: &[
            ("fracture", "fracture"),
            ("ligament tear", "tear of the cruciate ligaments"),
            ("loose body", "loose body"),
        ],
        nerves: &["peroneal neuropathy", "saphenous neuropathy"],
        operation: "arthroscopic partial medial meniscectomy",
        injection: "corticosteroid injection of the knee",
    },
    Region {
        name: "wrist",
        also: &["wrist joint"],
        paired: true,
        diagnoses: &[
            ("Carpal tunnel syndrome", "G56.0$"),
            ("Sprain of the wrist", "S63.50$A"),
            ("De Quervain tenosynovitis", "M65.4"),
        ],
        signs: &[("Tinel", "Tinel sign"), ("Phalen", "Phalen test"), ("Finkelstein", "Finkelstein test")],
        pictures: &[
            ("tenosynovitis", "tenosynovitis of the first extensor compartment"),
            ("ganglion", "a 6 mm dorsal ganglion"),
        ],
        absent: &[("fracture", "fracture"), ("ligament tear", "tear of the scapholunate ligament")],
        nerves: &["median neuropathy", "ulnar neuropathy"],
        operation: "open carpal tunnel release",
        injection: "carpal tunnel injection",
    },
];

/// A drug that may be prescribed.
#[derive(Debug)]
pub(super) struct Drug {
    /// Active ingredients, joined by " / ".
    pub(super) ingredient: &'static str,
    /// A trade name.
    pub(super) brand: &'static str,
    /// Strengths, rising.
    pub(super) strengths: &'static [&'static str],
    /// How it is taken.
    pub(super) taken: &'static str,
    /// What goes into the bottle.
    pub(super) quantity: u16,
    /// A side effect that may come.
    pub(super) harm: &'static str,
    /// What it is tried for.
    pub(super) group: Group,
    /// What a urine test looks for.
    pub(super) tested: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Nsaid,
    Opioid,
    Relaxant,
    Nerve,
    Mood,
    Other,
}

const fn drug(
    (ingredient, brand): (&'static str, &'static str),
    strengths: &'static [&'static str],
    (taken, quantity): (&'static str, u16),
    harm: &'static str,
    (group, tested): (Group, Option<&'static str>),
) -> Drug {
    Drug { ingredient, brand, strengths, taken, quantity, harm, group, tested }
}

pub(super) const DRUGS: &[Drug] = &[
    drug(
        ("ibuprofen", "Motrin"),
        &["600 mg", "800 mg"],
        ("three times a day with food", 90),
        "heartburn",
        (Group::Nsaid, None),
    ),
    drug(
        ("naproxen", "Naprosyn"),
        &["375 mg", "500 mg"],
        ("twice a day", 60),
        "stomach upset",
        (Group::Nsaid, None),
    ),
    drug(("meloxicam", "Mobic"), &["7.5 mg", "15 mg"], ("once a day", 30), "heartburn", (Group::Nsaid, None)),
    drug(
        ("acetaminophen / hydrocodone", "Norco"),
        &["5/325 mg", "7.5/325 mg", "10/325 mg"],
        ("every 6 hours as needed", 90),
        "constipation",
        (Group::Opioid, Some("hydrocodone")),
    ),
    drug(
        ("tramadol", "Ultram"),
        &["50 mg"],
        ("twice a day as needed", 60),
        "nausea",
        (Group::Opioid, Some("tramadol")),
    ),
    drug(
        ("acetaminophen / oxycodone", "Percocet"),
        &["5/325 mg", "10/325 mg"],
        ("every 8 hours as needed", 60),
        "constipation",
        (Group::Opioid, Some("oxycodone")),
    ),
    drug(
        ("cyclobenzaprine", "Flexeril"),
        &["5 mg", "7.5 mg", "10 mg"],
        ("at bedtime", 30),
        "drowsiness",
        (Group::Relaxant, None),
    ),
    drug(("tizanidine", "Zanaflex"), &["2 mg", "4 mg"], ("twice a day", 60), "dry mouth", (Group::Relaxant, None)),
    drug(
        ("methocarbamol", "Robaxin"),
        &["500 mg", "750 mg"],
        ("three times a day", 90),
        "dizziness",
        (Group::Relaxant, None),
    ),
    drug(
        ("gabapentin", "Neurontin"),
        &["300 mg", "600 mg"],
        ("three times a day", 90),
        "dizziness",
        (Group::Nerve, None),
    ),
    drug(("pregabalin", "Lyrica"), &["50 mg", "75 mg"], ("twice a day", 60), "drowsiness", (Group::Nerve, None)),
    drug(("duloxetine", "Cymbalta"), &["30 mg", "60 mg"], ("once a day", 30), "nausea", (Group::Mood, None)),
    drug(("nortriptyline", "Pamelor"), &["10 mg", "25 mg"], ("at night", 30), "dry mouth", (Group::Mood, None)),
    drug(("omeprazole", "Prilosec"), &["20 mg", "40 mg"], ("every morning", 30), "headache", (Group::Other, None)),
    drug(("zolpidem", "Ambien"), &["5 mg", "10 mg"], ("at bedtime", 30), "drowsiness", (Group::Other, None)),
];

/// A way to be hurt at work.
#[derive(Debug)]
pub(super) struct Mishap {
    /// Its name in truth.
    pub(super) name: &'static str,
    /// What happened, after "while" or "when".
    pub(super) doing: &'static [&'static str],
}

pub(super) const MISHAPS: &[Mishap] = &[
    Mishap {
        name: "lifting",
        doing: &["lifting a crate of about 60 pounds", "lifting a roll of carpet off a truck"],
    },
    Mishap { name: "fall", doing: &["falling from the third rung of a ladder", "falling off a loading dock"] },
    Mishap { name: "slip", doing: &["slipping on a wet floor", "slipping on spilled oil"] },
    Mishap {
        name: "struck by object",
        doing: &["being struck by a swinging gate", "being struck by a pallet jack"],
    },
    Mishap { name: "motor vehicle collision", doing: &["driving a delivery van that was rear-ended at a light"] },
    Mishap { name: "repetitive motion", doing: &["sorting parcels by hand for years, a repetitive task"] },
];

pub(super) const TRADES: &[(&str, &str)] = &[
    ("warehouse loader", "Tallow Creek Distribution"),
    ("line cook", "Copper Ladle Kitchens"),
    ("home health aide", "Fernwater Home Services"),
    ("delivery driver", "Quillon Parcel Company"),
    ("roofer", "Stonecrop Roofing Works"),
    ("school custodian", "Marlow Flats School District"),
    ("packing operator", "Vireo Produce Packers"),
];

pub(super) const RELATIVES: &[&str] = &["mother", "father", "brother", "sister", "uncle"];

/// Conditions of relatives; each is a diagnosis that the worker does not have.
pub(super) const OF_RELATIVES: &[&str] =
    &["rheumatoid arthritis", "gout", "osteoporosis", "diabetes", "fibromyalgia"];

/// Conditions that a physician may suspect.
pub(super) const SUSPECTED: &[&str] =
    &["complex regional pain syndrome", "peripheral neuropathy", "inflammatory arthritis", "adhesive capsulitis"];

/// Substances that no drug of the table turns into.
pub(super) const OTHER_SUBSTANCES: &[&str] =
    &["cocaine", "methamphetamine", "marijuana", "benzodiazepines", "methadone"];
