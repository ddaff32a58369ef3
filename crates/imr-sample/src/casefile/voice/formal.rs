//! Formal sentences, as they are written for a report that others will read.

use super::{Headings, Voice};

pub(super) static VOICE: Voice = Voice {
    intro: &[
        "{title}, {age} years of age, worked as a {job} on the date of injury, {doi}, and presents for re-evaluation.",
        "Re-evaluation of a {age}-year-old {sex} {job} with a date of injury of {doi}.",
        "The patient ({age} years old, {job}) returns to the clinic regarding the industrial incident of {doi}.",
    ],
    mishap: &[
        "As related by the patient, symptoms began on the job while {doing}.",
        "The mechanism of injury was described as {doing}.",
        "The incident took place while {doing}.",
    ],
    parts: &[
        "The {part} continues to hurt.",
        "Persistent pain of the {part} is reported.",
        "Today the patient points to the {part} as the site of pain.",
    ],
    part_denied: &["The {part} is without complaints.", "Pain of the {part} is denied."],
    pain: &["At present the pain level is {now}/10.", "Current pain score: {now}/10."],
    pain_both: &[
        "Pain scores: {without}/10 before medication, {with}/10 after medication.",
        "Medication brings the pain from {without}/10 to {with}/10.",
    ],
    better: &[
        "Daily activities are easier with treatment; the patient sweeps and vacuums again.",
        "Sitting tolerance has gone from 15 to 40 minutes, a gain in function.",
    ],
    same: &[
        "Activities of daily living remain as before, without functional gain.",
        "The patient functions at the same level as last month.",
    ],
    worse: &[
        "Activities of daily living are more limited than last month.",
        "The patient has lost function and no longer drives.",
    ],
    harm: &["{harm} is experienced while on {drug}.", "An adverse effect of {drug}, {harm}, was noted."],
    no_harm: &["Medications are tolerated without adverse effects.", "Adverse effects of medication: none."],
    harm_if: &[
        "Should {drug} bring on {harm}, the patient will let us know.",
        "We talked about the risk of {harm} with {drug}.",
    ],
    listed: &["{drug} {strength} ({taken})", "{drug}, {strength}, taken {taken}"],
    started: &[
        "New prescription today: {drug} {strength}, {taken}, dispense {quantity}.",
        "We will begin {drug} {strength} {taken}, {quantity} tablets.",
    ],
    refilled: &[
        "Prescription renewed for {drug} {strength}, {quantity} tablets.",
        "Please dispense {drug} {strength}, {quantity} tablets; ongoing.",
    ],
    changed: &[
        "{drug} goes up to {strength} from {old} as of today.",
        "We raised {drug} to {strength}; it had been {old}.",
    ],
    stopped: &[
        "{drug} is no longer prescribed as of today, given {why}.",
        "As of today the patient is taken off {drug} on account of {why}.",
    ],
    drug_if: &[
        "{drug} is an option if there is no progress by the next appointment.",
        "Depending on the course, {drug} could be tried.",
    ],
    drug_past: &[
        "Years ago, in {year}, {drug} was given after an unrelated fall at home.",
        "Before this injury, in {year}, {drug} had been used for a short time.",
    ],
    failed: &[
        "{drug} had been given earlier and proved ineffective.",
        "Prior use of {drug} did not relieve the pain.",
    ],
    intolerant: &[
        "Earlier use of {drug} had to end on account of {harm}.",
        "{drug} led to {harm} and could not be continued.",
    ],
    sign: &[
        "{sign} reproduces symptoms at the {part} and is positive.",
        "Positive findings at the {part} include the {sign}.",
    ],
    no_sign: &[
        "{sign} does not reproduce symptoms at the {part}; it is negative.",
        "{sign} at the {part} is unremarkable.",
    ],
    spasm: &["Muscle spasm is palpable about the {part}.", "The musculature of the {part} is in spasm."],
    no_spasm: &["The musculature of the {part} is free of spasm.", "Spasm about the {part} was not found."],
    tender: &["Pressure over the {part} elicits tenderness.", "Tenderness is present about the {part}."],
    motion: &[
        "The {part} has lost about {share} percent of its range of motion.",
        "The {part} shows a restricted range of motion.",
    ],
    motion_full: &[
        "The {part} moves through a normal range of motion.",
        "Range of motion of the {part}: within normal limits.",
    ],
    weak: &["Muscle testing about the {part} gives 4/5 strength.", "Strength about the {part} is reduced to 4/5."],
    strong: &[
        "Muscle testing gives 5/5 strength in all groups.",
        "No loss of strength is found; 5/5 in all groups.",
    ],
    reflexes: &["Reflexes are brisk and equal at 2+.", "Reflexes: symmetric, 2+ on both sides."],
    numb: &[
        "Light touch is diminished distal to the {part}; sensation is altered.",
        "A sensory deficit is found below the {part}, with decreased sensation.",
    ],
    no_numb: &["No sensory deficit; sensation is preserved.", "Sensation is preserved to all modalities."],
    relative: &[
        "{illness} is known in the patient's {relative}.",
        "One relative, the {relative}, suffers from {illness}.",
    ],
    suspected: &["There is concern for {illness}.", "{illness} is suspected."],
    past: &[
        "Previous illness: {illness} in {year}, since resolved.",
        "In {year} the patient was treated for {illness}, from which the patient recovered.",
    ],
    review: &[
        "Constitutional: no fever, no chills.",
        "Skin: no rash. Ears: no hearing loss.",
        "Respiratory: no cough.",
    ],
    shown: &["The images demonstrate {finding}.", "Present is {finding}."],
    not_shown: &["The images do not demonstrate {finding}.", "Absent: {finding}."],
    shown_maybe: &["The appearance raises the question of {finding}.", "{finding} is suspected but not certain."],
    nerve: &["Electrical findings are those of {nerve}.", "The needle study supports {nerve}."],
    nerve_not: &["Electrical findings do not support {nerve}.", "Nothing in this study points to {nerve}."],
    test_agrees: &[
        "Result as expected: consistent with what is prescribed.",
        "Detected substances match the prescriptions and are consistent.",
    ],
    test_differs: &[
        "Result not as expected: inconsistent with what is prescribed.",
        "Detected substances do not match the prescriptions and are inconsistent.",
    ],
    visits: &[
        "{done} visits of {therapy} out of {planned} authorized have taken place.",
        "Attendance: {done} of {planned} visits, {therapy}.",
    ],
    visits_helped: &["The course of {therapy} lessened the symptoms.", "There was good progress with {therapy}."],
    visits_did_not: &[
        "The course of {therapy} brought no lasting change.",
        "Hardly any progress was made with {therapy}.",
    ],
    daily: &[
        "Session began with ten minutes on the treadmill.",
        "Manual techniques were applied to the soft tissue.",
        "Band exercises were advanced from yellow to red.",
        "Ice was applied at the end of the session.",
        "Written instructions for home were handed over.",
        "Balance drills on foam, two rounds.",
    ],
    off: &["No work of any kind until {until}.", "Work status: off duty, total temporary disability."],
    modified: &[
        "Limited duty is advised; lifting is restricted to {pounds} pounds.",
        "Restrictions until {until}: lifting up to {pounds} pounds only.",
    ],
    full: &["Regular duty is resumed on {day}.", "Released to regular duty, no limitations."],
    operated: &["On {day} {operation} was carried out.", "An operation, {operation}, took place on {day}."],
    operation_if: &[
        "{operation} would be the next step if these measures are not enough.",
        "Surgery ({operation}) is held in reserve in case of no progress.",
    ],
    return_in: &["Next appointment in {weeks} weeks.", "We expect to see the patient again in {weeks} weeks."],
    denied: &[
        "Determination for {item}: adverse, treatment is not approved.",
        "Adverse determination: {item} is not certified.",
    ],
    approved: &[
        "Determination for {item}: favorable, treatment is approved.",
        "Favorable determination: {item} is certified.",
    ],
    reasons: &[
        "Gains in function from earlier use were not recorded by the provider.",
        "The submitted reports give no reason to go beyond the recommended number or duration.",
        "Simpler measures were not shown to have been tried beforehand.",
    ],
    filler: &[
        "An interpreter assisted throughout the encounter.",
        "The chart was gone through ahead of the encounter.",
        "The patient shifts in the chair during the interview.",
        "Blood pressure is 131/84 with a pulse of 70.",
        "General appearance: well developed, cooperative, no distress.",
        "Options were laid out and the patient agreed with the approach.",
        "Time spent face to face was twenty-five minutes.",
    ],
    letters: &[
        "Attached you will find copies from our chart as ordered.",
        "Our earlier inquiry remains unanswered; a reply by the end of the month would be appreciated.",
        "We represent the above worker and ask for a complete copy of the file.",
        "The examination that had been set for last week was moved at the examiner's request.",
    ],
    headings: &Headings {
        subjective: &["Patient Report", "Present Complaints"],
        history: &["Account of the Injury", "Background"],
        past: &["Previous Illnesses"],
        family: &["Illnesses in the Family"],
        review: &["Systems Review"],
        medications: &["Medication List", "Present Medications"],
        objective: &["Exam", "Examination"],
        studies: &["Tests Reviewed"],
        diagnoses: &["Diagnostic Impression", "Working Diagnoses"],
        treatment: &["Care Received So Far"],
        plan: &["Recommendations", "Next Steps"],
        work: &["Work Capacity", "Duty Status"],
        technique: &["Protocol", "Procedure"],
        findings: &["Report", "Observations"],
        impression: &["Summary", "Opinion"],
    },
    titles: &[
        ("application", &["State of California - Application for Independent Medical Review (DWC Form IMR)"]),
        ("rfa", &["Request for Authorization of Medical Treatment (DWC Form RFA)"]),
        ("ur_decision", &["Utilization Review: Adverse Determination", "Utilization Review Determination Letter"]),
        (
            "pr2",
            &["PR-2 Progress Report of the Primary Treating Physician", "Treating Physician's Progress Report"],
        ),
        ("first_report", &["Doctor's First Report of Injury", "Doctor's First Report of Occupational Injury"]),
        ("consultation", &["Specialist Consultation", "Consultation Report"]),
        ("qme", &["Comprehensive Medical-Legal Evaluation (QME)", "Agreed Medical Examination (AME)"]),
        ("operative", &["Report of Operation"]),
        ("imaging", &["MRI Report: {part}", "Magnetic Resonance Study of the {part}"]),
        ("emg", &["Electromyography and Nerve Conduction Report", "EMG and NCV Study"]),
        ("laboratory", &["Clinical Laboratory Report", "Laboratory Results"]),
        ("drug_test", &["Urine Toxicology Results", "Drug Monitoring Report"]),
        ("therapy_note", &["Therapy Visit Note", "Physical Therapy Visit Note"]),
        ("pharmacy", &["Pharmacy Printout", "Medication Dispensing Record"]),
        ("correspondence", &["Subject: Copies of Records", "Subject: Scheduling"]),
        ("fax_cover", &["Fax Transmission", "Facsimile Cover Page"]),
        ("other", &["Itemized Bill", "Visit Reminder"]),
    ],
};
