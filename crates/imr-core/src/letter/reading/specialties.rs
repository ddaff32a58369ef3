//! Names of medical specialties: how a list of them is cut, and how a slip of
//! the pen is put right.

use std::ops::Range;

/// Specialties as letters name them. A list is cut at ` and ` only between
/// two of these, and a slip of the pen is put right to one of these.
const KNOWN: &[&str] = &[
    "Acupuncture",
    "Addiction Medicine",
    "Addiction Psychiatry",
    "Adolescent Medicine",
    "Allergy and Immunology",
    "Anesthesiology",
    "Cardiology",
    "Cardiovascular Disease",
    "Child and Adolescent Psychiatry",
    "Chiropractic",
    "Clinical Neurophysiology",
    "Clinical Psychology",
    "Colon and Rectal Surgery",
    "Critical Care Medicine",
    "Dentist",
    "Dentistry",
    "Dermatology",
    "Diagnostic Radiology",
    "Emergency Medicine",
    "Endocrinology, Diabetes and Metabolism",
    "Family Medicine",
    "Family Practice",
    "Forensic Psychiatry",
    "Gastroenterology",
    "General Preventive Medicine",
    "General Surgery",
    "General Vascular Surgery",
    "Geriatric Medicine",
    "Geriatric Psychiatry",
    "Hand Surgery",
    "Hematology",
    "Hospice and Palliative Medicine",
    "Infectious Disease",
    "Internal Medicine",
    "Interventional Cardiology",
    "Medical Oncology",
    "Medical Toxicology",
    "Nephrology",
    "Neurological Surgery",
    "Neurology",
    "Neuromuscular Medicine",
    "Neuropsychology",
    "Neuroradiology",
    "Neurosurgery",
    "Nuclear Medicine",
    "Obstetrics and Gynecology",
    "Occupational and Environmental Medicine",
    "Occupational Medicine",
    "Oncology",
    "Ophthalmology",
    "Optometry",
    "Oral and Maxillofacial Surgery",
    "Oriental Medicine",
    "Orthopaedic Surgery",
    "Orthopedic Surgery",
    "Osteopathic Medicine",
    "Otolaryngology",
    "Pain Management",
    "Pain Medicine",
    "Pathology",
    "Pediatric Rehabilitation Medicine",
    "Pediatrics",
    "Physical Medicine and Rehabilitation",
    "Physical Therapy",
    "Plastic Surgery",
    "Podiatric Surgery",
    "Podiatrist",
    "Podiatry",
    "Preventive Medicine",
    "Psychiatry",
    "Psychologist",
    "Psychology",
    "Public Health",
    "Public Health and General Preventive Medicine",
    "Pulmonary Disease",
    "Pulmonary Diseases",
    "Radiology",
    "Registered Nurse",
    "Rheumatology",
    "Sleep Medicine",
    "Spinal Cord Injury Medicine",
    "Spine Surgery",
    "Sports Medicine",
    "Surgery",
    "Surgical Critical Care",
    "Thoracic Surgery",
    "Toxicology",
    "Urology",
    "Vascular Neurology",
    "Vascular Surgery",
];

/// The entries of a list of specialties.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for piece in pieces(text, &[",", ";"]) {
        // `Endocrinology, Diabetes and Metabolism` is one specialty.
        if let Some(before) = found.last_mut()
            && is_known(&text[before.start..piece.end])
        {
            before.end = piece.end;
            continue;
        }
        cut_at_and(text, piece, &mut found);
    }
    for entry in &mut found {
        entry.end = entry.start + text[entry.clone()].trim_end_matches(['.', ' ']).len();
    }
    found.retain(|entry| !entry.is_empty());
    found
}

/// `X and Y` is two specialties where each is one and the whole is none.
fn cut_at_and(text: &str, piece: Range<usize>, found: &mut Vec<Range<usize>>) {
    let name = &text[piece.clone()];
    if !is_known(name) {
        for (at, joint) in name.match_indices(" and ") {
            let (left, right) = (&name[..at], &name[at + joint.len()..]);
            if is_known(left) && is_known(right.trim_end_matches('.')) {
                found.push(piece.start..piece.start + at);
                found.push(piece.start + at + joint.len()..piece.end);
                return;
            }
        }
    }
    found.push(piece);
}

/// The pieces of a list between joints, without blanks and without a leading
/// `and`.
pub(super) fn pieces(text: &str, joints: &[&str]) -> Vec<Range<usize>> {
    let mut cuts: Vec<(usize, usize)> =
        joints.iter().flat_map(|joint| text.match_indices(joint).map(|(at, j)| (at, at + j.len()))).collect();
    cuts.sort_unstable();
    cuts.push((text.len(), text.len()));
    let mut found = Vec::new();
    let mut from = 0;
    for (at, after) in cuts {
        if at >= from {
            let mut piece = super::sections::trim(text, from..at);
            if text[piece.clone()].starts_with("and ") {
                piece = super::sections::trim(text, piece.start + 4..piece.end);
            }
            if !piece.is_empty() {
                found.push(piece);
            }
            from = after;
        }
    }
    found
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(" & ", " and ").replace("- ", "")
}

fn is_known(name: &str) -> bool {
    let is = |name: &str| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name));
    is(name) || is(&plain(name))
}

/// The specialty meant, where a name is one or two letters off from one; else
/// the name itself. A plural and an ampersand are no slips.
pub(super) fn put_right(name: &str) -> String {
    let lower = plain(name);
    if is_known(name) || lower.len() < 6 || is_known(lower.trim_end_matches('s')) {
        return name.to_owned();
    }
    KNOWN
        .iter()
        .find(|known| within_two(&known.to_lowercase(), &lower))
        .map_or_else(|| name.to_owned(), |known| (*known).to_owned())
}

/// True where two words differ in at most two letters.
fn within_two(a: &str, b: &str) -> bool {
    const FAR: usize = 2;
    if a.len().abs_diff(b.len()) > FAR {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] <= FAR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_list_is_cut_at_commas_and_between_specialties() {
        for (text, expected) in [
            ("Internal Medicine, Pulmonary Diseases,", vec!["Internal Medicine", "Pulmonary Diseases"]),
            ("Physical Medicine and Rehabilitation", vec!["Physical Medicine and Rehabilitation"]),
            ("Neurology and Psychiatry", vec!["Neurology", "Psychiatry"]),
            ("Orthopedic Surgery, and Hand Surgery.", vec!["Orthopedic Surgery", "Hand Surgery"]),
            (
                "Internal Medicine, Endocrinology, Diabetes and Metabolism",
                vec!["Internal Medicine", "Endocrinology, Diabetes and Metabolism"],
            ),
            ("Occupational and Environmental Medicine", vec!["Occupational and Environmental Medicine"]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_put_right_and_nothing_else() {
        assert_eq!(put_right("Neurologyy"), "Neurology");
        assert_eq!(put_right("Emergncy Medicine"), "Emergency Medicine");
        for name in ["Pulmonary Diseases", "Physical Medicine & Rehabilitation", "Unheard Of", ""] {
            assert_eq!(put_right(name), name);
        }
    }
}
