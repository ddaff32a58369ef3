//! What kind of treatment an item is, and its category in the list of the
//! DWC.

use crate::drug;
use crate::letter::record::Category;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Words in lower case and the kind they speak for. The first line that
/// speaks decides: `physical therapy after surgery` is therapy, a `cold
/// therapy unit` is equipment. A word matches at the start of a word; one
/// that ends in `|` matches whole words only.
const WORDS: &[(&str, &str)] = &[
    ("transport", "transportation, transport|, taxi, mileage"),
    (
        "inpatient",
        "inpatient, hospital stay, length of stay, skilled nursing, hospitalization, day \
         stay",
    ),
    (
        "home",
        "home health, home aide, home care, homecare, home nurs, rn|, lvn|, caregiver, \
         housekeep, attendant care, home assistance, home help",
    ),
    ("test", "urine, drug screen, drug test, toxicology, urinalysis, uds|"),
    ("psych", "psych, cognitive behavioral, cbt|, biofeedback, mental health, psychotherapy"),
    (
        "dme",
        "brace, tens|, tens unit, wheelchair, commode, chair|, walker, crutch, cane|, \
         orthotic, orthosis, heat therapy, cold therapy, hot/cold, cryotherapy, wrap|, \
         pad|, pillow, mattress, boot|, splint, back support, lumbar support, workstation, \
         ergonomic, h-wave, interferential, stimulator, glucometer, scooter, sling, \
         stocking, ramp|, vascutherm, polar care, ice machine, hospital bed, bed|, exercise \
         kit, traction unit, home kit, dvt, compression device, rental, shoes|, hearing \
         aid, prosthe, gym ball",
    ),
    (
        "imaging",
        "mri|, mris|, mra|, magnetic resonance, mr arthrogram, arthrogram, ct|, cat scan, \
         computed tomography, x-ray, xray, x-rays, radiograph, ultrasound of, diagnostic \
         ultrasound, bone scan, pet scan, spect|, dexa|, dexa scan, myelogram, discogram, \
         doppler, mammogram",
    ),
    (
        "test",
        "emg, ncv, ncs|, nerve conduction, electrodiagnostic, electromyograph, ssep, \
         somatosensory, labs|, lab|, laboratory, blood test, blood work, ekg, ecg, \
         electrocardiogram, electroencephalogram, eeg, sleep study, polysomnogr, sudoscan, \
         functional capacity, fce|, cbc|, metabolic panel, genetic test, dna test, \
         pulmonary function, spirometry, audiogram, echocardiogram, stress test, range of \
         motion test, computerized, inclinometer, vng|, neuropsychological, biopsy",
    ),
    (
        "injection",
        "injection, epidural, esi|, esis|, nerve block, block|, blocks|, rhizotomy, \
         radiofrequency, neurotomy, ablation, viscosupplement, prp|",
    ),
    (
        "therapy",
        "physical therapy, occupational therapy, physiotherapy, acupuncture, chiropract, \
         massage, aquatic, aqua therapy, pool therapy, manipulation, manual therapy, \
         electrical stimulation, shockwave, shock wave, eswt, ultrasound, work hardening, \
         work conditioning, functional restoration, hand therapy, speech therapy, \
         vestibular, infrared, traction, exercise, gym , gym|, rehabilitation, weight loss, \
         detox, physical medicine, physical rehab, pt|, therapy, therapeutic, hyperbaric, \
         paraffin, myofascial release",
    ),
    (
        "consult",
        "clearance, consult, referral, refer|, evaluation, eval|, office visit, follow-up, \
         follow up, visit, exam|, examination, toc|, transfer of care, specialist, \
         physician|, second opinion, dental",
    ),
    (
        "surgery",
        "arthroscop, surgery, surgical, surgeries, fusion, laminectomy, discectomy, \
         microdiscectomy, decompression, repair, release, arthroplasty, replacement, \
         implant, excision, hardware removal, removal of, debridement, osteotomy, \
         amputation, meniscectomy, synovectomy, acromioplasty, foraminotomy, kyphoplasty, \
         vertebroplasty, reconstruction, assistant surgeon, surgical assistant, \
         manipulation under, orif, hernia",
    ),
    (
        "dme",
        "unit|, device, equipment, supplies, electrodes, purchase, garment, support|, \
         machine, durable medical",
    ),
];

struct Words {
    finder: AhoCorasick,
    /// Rank of the line, whether the whole word must match.
    meaning: Vec<(usize, bool)>,
}

static FINDER: LazyLock<Words> = LazyLock::new(|| {
    let all = || WORDS.iter().enumerate().flat_map(|(rank, line)| line.1.split(", ").map(move |word| (rank, word)));
    Words {
        finder: AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(all().map(|(_, word)| word.trim_end_matches('|')))
            .expect("a few hundred short words build"),
        meaning: all().map(|(rank, word)| (rank, word.ends_with('|'))).collect(),
    }
});

/// The kind that words speak for; `injection` is one here and none outside.
fn by_words(line: &str) -> Option<&'static str> {
    let edge = |c: Option<u8>| c.is_none_or(|b| !b.is_ascii_alphanumeric());
    let bytes = line.as_bytes();
    FINDER
        .finder
        .find_overlapping_iter(line)
        .filter_map(|found| {
            let (rank, whole) = FINDER.meaning[found.pattern().as_usize()];
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at).copied());
            let starts = edge(before);
            let ends = !whole || edge(bytes.get(found.end()).copied());
            (starts && ends).then_some(rank)
        })
        .min()
        .map(|rank| WORDS[rank].0)
}

/// The kind of an item.
pub(super) fn kind(line: &str, names_drug: bool, has_strength: bool) -> Option<&'static str> {
    let words = by_words(line);
    match words {
        _ if has_strength && (names_drug || words.is_none()) => Some("drug"),
        None | Some("injection" | "consult" | "surgery") if names_drug && !is_block(line) => Some("drug"),
        // The list of kinds has none for injections.
        Some("injection") => Some("therapy"),
        other => other,
    }
}

/// Injections that are named by their place, not by their drug.
fn is_block(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    ["epidural", "facet", "block", "trigger point", "joint", "surgery", "arthroscop"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Category and subcategory for each kind but drugs, by words; the first line
/// of the kind that speaks decides, an empty list always speaks.
const CATEGORIES: &[(&str, &str, &str, &str)] = &[
    ("imaging", "Diagnostic Testing", "Imaging * Radiology", ""),
    ("test", "Diagnostic Testing", "EMG/NCV/NCS", "emg, ncv, ncs, nerve conduction, electrodiag, electromyo"),
    (
        "test",
        "Diagnostic Testing",
        "Lab & Pathology",
        "urine, drug screen, drug test, toxicology, uds, lab, blood, cbc, panel, genetic, \
         dna, urinalysis",
    ),
    ("test", "Diagnostic Testing", "Other Diagnostic Tests", ""),
    ("dme", "DMEPOS", "Electrical Stimulation", "tens, h-wave, interferential, stimulat"),
    (
        "dme",
        "DMEPOS",
        "Prosthetics/Orthotics",
        "brace, orthotic, orthosis, splint, boot, prosthe, support, sling, shoes",
    ),
    ("dme", "DMEPOS", "Supplies", "supplies, electrode, pad, wrap"),
    ("dme", "DMEPOS", "DME", ""),
    ("consult", "Evaluation & Management", "Dental Services", "dental, dentist"),
    ("consult", "Surgery", "Adjunct Surgical Services", "clearance, pre-op, preop, pre op"),
    ("consult", "Surgery", "Surgical Consult", "surgeon, surgical, surgery"),
    ("consult", "Evaluation & Management", "Medical Specialties", ""),
    ("home", "Home Health", "Home Health", ""),
    ("therapy", "Injection", "Facet Injection", "facet, medial branch"),
    (
        "therapy",
        "Injection",
        "Injection",
        "injection, epidural, block, rhizotomy, radiofrequency, ablation, neurotomy",
    ),
    (
        "therapy",
        "Programs",
        "Programs",
        "functional restoration, work hardening, work conditioning, weight loss, detox, \
         gym, program",
    ),
    ("therapy", "Rehabilitation", "Acupuncture", "acupuncture"),
    ("therapy", "Rehabilitation", "Chiropractic", "chiropract, manipulation"),
    (
        "therapy",
        "Rehabilitation",
        "Physical Therapy/Occupational Therapy (PT/OT)",
        "physical, physio, occupational, pt, aquatic, hand therapy",
    ),
    ("therapy", "Rehabilitation", "Other Therapies", ""),
    ("surgery", "Surgery", "Adjunct Surgical Services", "assistant, pre-op, preop, post-op, associated"),
    ("surgery", "Surgery", "Arthroscopic Surgery", "arthroscop"),
    ("surgery", "Surgery", "Spine", "spin, lumbar, cervical, fusion, laminectomy, discectomy, kyphoplasty"),
    ("surgery", "Surgery", "Non-arthroscopic Surgery", ""),
    ("psych", "Psych Services", "Evaluation & Management", "evaluation, consult, eval, testing"),
    ("psych", "Psych Services", "Therapies", ""),
    ("transport", "Transportation", "Transportation", ""),
];

/// Forms of a drug that is put on the skin.
const ON_SKIN: &[&str] = &["cream", "ointment", "gel", "topical", "lotion", "patch", "transdermal", "in base"];

/// The category of an item.
pub(super) fn category(kind: Option<&str>, line: &str, ingredient: Option<&str>) -> Option<Category> {
    let lower = line.to_ascii_lowercase();
    let kind = kind?;
    if kind == "drug" {
        return Some(Category { category: "Pharmaceuticals".to_owned(), subcategory: class(&lower, ingredient) });
    }
    CATEGORIES
        .iter()
        .find(|row| row.0 == kind && (row.3.is_empty() || row.3.split(", ").any(|word| lower.contains(word))))
        .map(|row| Category { category: row.1.to_owned(), subcategory: Some(row.2.to_owned()) })
}

fn class(lower: &str, ingredient: Option<&str>) -> Option<String> {
    let ingredients: Vec<&str> = ingredient?.split(" / ").collect();
    let on_skin = ON_SKIN.iter().any(|form| lower.contains(form));
    if ingredients.len() > 2 && on_skin || lower.contains("compound") {
        return Some("Topical Compounds".to_owned());
    }
    if on_skin {
        return Some("Topical Analgesics".to_owned());
    }
    let classes: Vec<&str> = ingredients.iter().filter_map(|name| drug::class_of(name)).collect();
    // An opioid names the combination; acetaminophen is in many.
    let named = classes.iter().find(|class| **class == "Opioids").or_else(|| classes.first())?;
    Some((*named).to_owned())
}
