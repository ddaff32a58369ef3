//! Sets one specimen of each style into a folder, and prints what is read
//! back: `cargo run --release -p imr-pdf --example specimen -- FOLDER`.

use imr_core::paper::{Block, Composition, Letterhead, Paper, Run, Style};
use imr_pdf::Pdf;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder for the specimens")?);
    std::fs::create_dir_all(&folder)?;
    let pdf = Pdf::new();
    for (name, composition) in [("letter", letter()), ("record", record()), ("form", form())] {
        let bytes = pdf.set(&composition)?;
        std::fs::write(folder.join(format!("{name}.pdf")), &bytes)?;
        for (index, page) in pdf.read(&bytes)?.iter().enumerate() {
            println!("=== {name}, page {}\n{}\n", index + 1, page.text());
        }
    }
    Ok(())
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn pairs(all: &[(&str, &str)]) -> Block {
    Block::Facts(
        all.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn strong(label: &str, words: &str) -> Block {
    Block::labelled(label, words)
}

const SUMMARY: &str = "The employee is a 52-year-old warehouse worker who reported pain of the low back \
    after lifting a pallet. She was treated with rest, an anti-inflammatory drug and eight visits of physical \
    therapy, after which the pain was said to be 6 of 10. On examination, flexion was limited, the straight \
    leg raise was negative on both sides, and strength and reflexes were normal. No imaging was in the file. \
    The requesting physician asks for magnetic resonance imaging and for a further supply of medication.";

const RATIONALE: &str = "The guideline recommends imaging where the history or the examination suggests a \
    serious condition, or where symptoms below the knee last longer than four to six weeks despite treatment. \
    The file was searched for such findings on all of its 214 pages. None is recorded: the neurological \
    examination was normal on three dates, and no fever, weight loss or loss of bladder control was noted. \
    The criteria are therefore not met, and the request is not medically necessary.";

fn letter() -> Composition {
    let mut blocks = vec![
        Block::Lines(strings(&[
            "Dolores Quintanilla",
            "1840 Alder Street, Apartment 6",
            "Fresno, CA 93701",
        ])),
        Block::heading(1, "Independent Medical Review Final Determination Letter"),
        pairs(&[
            ("Case Number", "CM26-0001234"),
            ("Date of Injury", "03/14/2025"),
            ("Claims Administrator", "Sierra Mutual Indemnity Company"),
            ("UR Decision Date", "01/08/2026"),
            ("Date Assigned", "02/02/2026"),
        ]),
        Block::text("Dear Ms. Quintanilla:"),
        Block::text(
            "The review of your case is complete. This letter gives the decision for each disputed item, \
            the reasons for it, and the guidelines on which it rests. A decision is “Upheld” where the denial \
            stands, and “Overturned” where the treatment was found medically necessary.",
        ),
        Block::Table {
            head: strings(&["Disputed item", "Decision", "Guideline"]),
            rows: vec![
                strings(&[
                    "MRI of the lumbar spine without contrast",
                    "Upheld",
                    "MTUS, Low Back Disorders, § 4.2",
                ]),
                strings(&[
                    "Naproxen 500 mg, quantity 60",
                    "Overturned",
                    "MTUS, Chronic Pain, anti-inflammatory drugs",
                ]),
            ],
        },
        Block::heading(2, "Clinical Case Summary"),
        Block::text(SUMMARY),
        Block::heading(2, "Issues, Decisions and Rationales"),
    ];
    for (item, decision) in [
        ("MRI of the lumbar spine without contrast", "Upheld"),
        (
            "Naproxen 500 mg, one tablet twice a day with food, QTY: 60.00, for the treatment of the flare of March",
            "Overturned",
        ),
    ] {
        blocks.extend([
            Block::Decision {
                item: item.to_owned(),
                decision: decision.to_owned(),
            },
            strong(
                "Claims Administrator guideline:",
                "Decision based on MTUS Low Back Disorders 2020.",
            ),
            strong(
                "Guideline applied:",
                "MTUS Low Back Disorders 2020, Section(s): Diagnostic imaging.",
            ),
            strong("Decision rationale:", RATIONALE),
        ]);
    }
    blocks.extend([
        Block::heading(3, "What you can do now"),
        Block::List {
            numbered: true,
            entries: strings(&[
                "Nothing, if you agree: the claims administrator has five working days to authorize what was overturned.",
                "Appeal to the Workers’ Compensation Appeals Board within 30 days of the date on which this letter was mailed, on the grounds that Labor Code § 4610.6(h) allows.",
            ]),
        },
        Block::text("Sincerely,"),
        Block::Lines(strings(&["Margarethe Oyelaran, MD", "Medical Director"])),
    ]);
    Composition {
        title: "Final Determination Letter, Case CM26-0001234".to_owned(),
        author: "Pacific Independent Review".to_owned(),
        language: "en".to_owned(),
        date: Some(jiff::civil::date(2026, 3, 2)),
        style: Style::Letter,
        letterhead: Some(Letterhead {
            name: "Pacific Independent Review".to_owned(),
            lines: strings(&[
                "Independent Medical Review · Workers’ Compensation",
                "P.O. Box 4410, Sacramento, CA 95812 · (916) 555-0134",
            ]),
        }),
        footer: "Case CM26-0001234 · Final Determination · Pacific Independent Review".to_owned(),
        blocks,
    }
}

fn record() -> Composition {
    Composition {
        title: "Progress Note".to_owned(),
        author: "Valley Spine and Joint Clinic".to_owned(),
        language: "en-US".to_owned(),
        date: Some(jiff::civil::date(2025, 11, 18)),
        style: Style::Record,
        letterhead: Some(Letterhead {
            name: "Valley Spine and Joint Clinic".to_owned(),
            lines: strings(&[
                "77 Orchard Way, Suite 210, Modesto, CA 95354",
                "Phone (209) 555-0188   Fax (209) 555-0189",
            ]),
        }),
        footer: "Quintanilla, D. | MRN 0048213 | electronically signed 11/18/2025 17:42".to_owned(),
        blocks: vec![
            Block::heading(1, "Progress Note"),
            pairs(&[
                ("Patient", "Quintanilla, Dolores"),
                ("DOB", "06/02/1973"),
                ("Date of service", "11/18/2025"),
                ("Provider", "A. Brandt, DO"),
                ("Claim", "SMI-88-20451"),
            ]),
            Block::heading(2, "SUBJECTIVE"),
            Block::text(SUMMARY),
            Block::heading(2, "MEDICATIONS"),
            Block::Table {
                head: strings(&["Drug", "Dose", "Sig", "Qty", "Refills", "Last fill"]),
                rows: vec![
                    strings(&[
                        "Naproxen",
                        "500 mg",
                        "1 tablet by mouth twice a day with food as needed for pain; stop if the stomach hurts",
                        "60",
                        "1",
                        "10/21/2025",
                    ]),
                    strings(&[
                        "Cyclobenzaprine",
                        "7.5 mg",
                        "1 tablet at bedtime",
                        "30",
                        "0",
                        "09/30/2025",
                    ]),
                ],
            },
            Block::heading(2, "OBJECTIVE"),
            Block::List {
                numbered: false,
                entries: strings(&[
                    "BP 128/82, HR 74, BMI 29.1",
                    "Lumbar flexion 45°, extension 15°, pain at the end of range over both paraspinal muscles, no step-off, no midline tenderness on percussion",
                    "SLR negative bilaterally; strength 5/5; reflexes 2+",
                ]),
            },
            Block::heading(2, "ASSESSMENT / PLAN"),
            Block::Paragraph(vec![
                Run::Strong("M54.50".to_owned()),
                Run::Plain(" Low back pain, unspecified. ".to_owned()),
                Run::Plain(RATIONALE.to_owned()),
            ]),
            Block::heading(3, "Follow-up"),
            Block::text("Return in 4 weeks. RFA for lumbar MRI sent to the claims administrator."),
        ],
    }
}

fn form() -> Composition {
    Composition {
        title: "Application for Independent Medical Review".to_owned(),
        author: "Pacific Independent Review".to_owned(),
        language: "en".to_owned(),
        date: Some(jiff::civil::date(2026, 1, 20)),
        style: Style::Form,
        letterhead: Some(Letterhead {
            name: "Pacific Independent Review".to_owned(),
            lines: strings(&["P.O. Box 4410, Sacramento, CA 95812"]),
        }),
        footer: "Application for Independent Medical Review · received 01/20/2026".to_owned(),
        blocks: vec![
            Block::heading(1, "Application for Independent Medical Review"),
            Block::heading(2, "Employee"),
            pairs(&[
                ("Name", "Dolores Quintanilla"),
                ("Address", "1840 Alder Street, Apartment 6, Fresno, CA 93701"),
                ("Date of injury", "03/14/2025"),
                (
                    "Is the liability for the injury or for the body part disputed for another reason than medical necessity?",
                    "No. The claims administrator accepted the claim on 04/02/2025 and has paid benefits since.",
                ),
            ]),
            Block::heading(2, "Disputed treatment"),
            Block::Table {
                head: strings(&["No.", "Treatment", "Quantity"]),
                rows: vec![
                    strings(&["1", "MRI of the lumbar spine without contrast", "1"]),
                    strings(&["2", "Naproxen 500 mg", "60"]),
                ],
            },
            Block::heading(3, "Reason of the request"),
            Block::text("Physical therapy has not helped enough, and my doctor wants to know why."),
            Block::heading(2, "Consent"),
            Block::text(
                "I allow my health care providers and the claims administrator to give the medical records needed for this review to the review organization. This consent ends one year after the date below.",
            ),
            pairs(&[("Signature", "/s/ Dolores Quintanilla"), ("Date", "01/18/2026")]),
            Block::List {
                numbered: false,
                entries: strings(&[
                    "Attach the utilization review decision.",
                    "Mail, fax or file online within 30 days of the decision.",
                ]),
            },
        ],
    }
}
