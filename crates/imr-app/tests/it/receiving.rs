//! Files taken into a case file: piles, copies, strangers, what cannot be
//! read, what was read before, and corrections.

use crate::house::{House, coordinator, intake};
use imr_app::{AppError, Incoming, Outcome, State};
use imr_core::case::Case;
use imr_core::casefile::{Correction, Kind, Standing};
use imr_core::digest::Digest;
use imr_core::party::Role;
use imr_core::refusal::Code;
use imr_sample::Facts;
use imr_store::StoredReading;

const VISIT: &str = "Quiet Harbor Spine Clinic\n9 Elm Street, Suite 4, Sampleton, CA 93000\nTel (555) 555-0101\n\n\
    Follow-up Visit\nDate of visit: 02/17/2015\nPatient: Dana Whitlock   Claim number: GC-1\n\
    Subjective complaints: Pain is rated 6/10 at rest and 8/10 with lifting. There is spasm on the right.\n\
    Treatment plan: Continue naproxen 550 mg twice daily with food.\nReturn to clinic in four weeks.\n\
    Electronically signed by Tobias Wren, M.D.";
const STUDY: &str = "Lakeview Imaging Center\n1 Lake Road, Sampleton, CA 93000\n\nMRI OF THE LUMBAR SPINE WITHOUT CONTRAST\n\
    Date of exam: 11/03/2014\nPatient: Dana Whitlock\nTechnique: sagittal and axial images.\n\
    Impression: Mild degenerative change at L4-5.\nRadiologist: Mara Ellison, M.D.\nPage 1 of 2";
const STUDY_2: &str = "Dana Whitlock\nThe conus ends at L1. There is no fracture.\nEnd of report\nPage 2 of 2";
const OTHERS: &str = "Quiet Harbor Spine Clinic\n9 Elm Street, Suite 4, Sampleton, CA 93000\n\nFollow-up Visit\n\
    Date of visit: 01/05/2015\nPatient: Walter Elsewhere\nSubjective complaints: The knee swells after walking.\n\
    Treatment plan: Ice and rest.\nElectronically signed by Tobias Wren, M.D.";
const REQUEST: &str = "State of California\nRequest for Authorization\nDWC Form RFA\nDate of request: 03/01/2015\n\
    Requested Treatment: Naproxen 550 mg.\nSee the progress report dated 01/20/2015 and the MRI of 11/03/2014.";

async fn add(
    house: &House,
    case: &str,
    files: &[(&str, &str)],
    from: Role,
) -> Result<(Case, Vec<Outcome>), AppError> {
    let mut incoming = Vec::new();
    for (name, text) in files {
        let digest = house.app.store.blobs().put(text.as_bytes().to_vec()).await.expect("it is kept");
        incoming.push(Incoming { name: (*name).to_owned(), kept: Ok(digest), trouble: None });
    }
    house.app.receive_files(case, &incoming, from, &intake(), &mut |_| {}).await
}

fn shape(case: &Case) -> Vec<String> {
    case.documents
        .iter()
        .map(|one| {
            let copies: Vec<String> = one.copies.iter().map(|copy| format!("{}={}", copy.page, copy.of)).collect();
            let strangers: Vec<u32> = one.strangers.iter().map(|stranger| stranger.page).collect();
            let date = one.date.map(|date| date.to_string()).unwrap_or_default();
            format!("{}-{} {} {date} {copies:?} {strangers:?}", one.first_page, one.last_page(), one.kind)
        })
        .collect()
}

#[tokio::test]
async fn a_pile_becomes_documents_and_copies_and_strangers_are_marked() {
    let house = House::with(Facts::default()).await;
    let case = house.to_notice().await.expect("the notice is out");
    let pile = [VISIT, STUDY, STUDY_2, OTHERS].join("\u{c}");
    let faxed = format!("03/19/2015 10:41 FROM: 5551234567 P. 01/02\n{VISIT}\u{c}{REQUEST}");
    let files = [("pile.txt", pile.as_str()), ("fax.txt", &faxed), ("locked.pdf", "%PDF-1.7 \0")];
    let (case, outcomes) =
        add(&house, case.number(), &files, Role::ClaimsAdministrator).await.expect("they are taken in");
    assert_eq!(
        shape(&case),
        [
            "1-1 progress report 2015-02-17 [] []",
            "2-3 imaging report 2014-11-03 [] []",
            "4-4 progress report 2015-01-05 [] [4]",
            "5-5 progress report 2015-02-17 [\"5=1\"] []",
            "6-6 request for authorization 2015-03-01 [] []",
            "7-7 document  [] []",
        ]
    );
    let locked = match &outcomes[2].state {
        State::Taken { pages: 1, unread, .. } => unread.as_slice(),
        _ => &[],
    };
    assert!(matches!(locked, [one] if one.pages == [7] && one.why.contains("ask the sender")), "{outcomes:?}");
    // Pages that came later follow; those that came before keep their numbers.
    let (later, outcomes) =
        add(&house, case.number(), &[("again.txt", &pile), ("new.txt", REQUEST)], Role::Employee)
            .await
            .expect("they are taken in");
    assert_eq!(outcomes[0].state, State::ThereAlready);
    assert_eq!(later.documents.len(), 7);
    assert_eq!(later.documents[6].first_page, 8);
    assert_eq!(later.documents[6].copies.first().map(|copy| (copy.page, copy.of)), Some((8, 6)));
    assert_eq!(later.documents[0].also_from, [Role::Employee]);
    let file = house.app.case_file(&later).await.expect("pages are as they were taken in");
    assert_eq!(file.unread(), [7]);
    let clinical: Vec<u32> = file.clinical_pages().map(|page| page.number).collect();
    assert_eq!(clinical, [1, 2, 3], "neither copies nor strangers' pages answer criteria");
    let (owed, named) = house.app.missing_documents(later.number(), &file).await.expect("an answer");
    assert!(matches!(&owed[0].standing, Standing::Present(pages) if !pages.is_empty()), "{owed:?}");
    assert_eq!(owed[1].standing, Standing::Missing, "no application form: {owed:?}");
    let named: Vec<String> = named.iter().map(|one| format!("{} {}", one.called, one.date)).collect();
    assert_eq!(named, ["progress report 2015-01-20"]);
    assert!(house.app.verify_audit(None).await.expect("an audit").problems.is_empty());
}

#[tokio::test]
async fn what_was_read_before_a_break_is_not_read_again() {
    let house = House::with(Facts::default()).await;
    let case = house.to_notice().await.expect("the notice is out");
    let pile = [VISIT, STUDY, STUDY_2].join("\u{c}");
    let digest = Digest::of(pile.as_bytes());
    let mut transaction = house.app.store.begin().await.expect("a transaction");
    let kept = StoredReading {
        page: 1,
        text: "read before the break".into(),
        words: "[{\"text\":\"read before the break\",\"box\":[0,0,0,0]}]".into(),
        text_hash: Digest::of(b"read before the break"),
        trouble: None,
    };
    transaction.put_reading(&digest, &kept).await.expect("it is kept");
    transaction.commit().await.expect("it is saved");
    let (case, _) =
        add(&house, case.number(), &[("pile.txt", &pile)], Role::Employee).await.expect("it is taken in");
    let file = house.app.case_file(&case).await.expect("pages are as they were taken in");
    assert_eq!(file.pages.len(), 3);
    assert_eq!(file.pages[0].text, "read before the break");
    assert!(file.pages[1].text.contains("MRI OF THE LUMBAR SPINE"));
    assert_eq!(house.app.store.read_so_far(&digest).await.expect("an answer"), (0, false), "the cache is cleared");
}

#[tokio::test]
async fn corrections_are_facts_and_go_before_what_was_read() {
    let house = House::with(Facts::default()).await;
    let case = house.to_notice().await.expect("the notice is out");
    let pile = [VISIT, STUDY, STUDY_2, OTHERS].join("\u{c}");
    let (case, _) =
        add(&house, case.number(), &[("pile.txt", &pile)], Role::Employee).await.expect("it is taken in");
    let number = case.number();
    let by = intake();
    let correct = |correction| house.app.correct_file(number, correction, &by, "seen on the page");
    correct(Correction::Split { page: 3 }).await.expect("it is split");
    correct(Correction::Kind { page: 3, kind: Kind::Consultation }).await.expect("it is named");
    correct(Correction::Date { page: 3, date: None }).await.expect("it is dated");
    correct(Correction::OtherPatient { page: 4, other: false }).await.expect("it is the employee's");
    let case = correct(Correction::Copy { page: 4, of: Some(1) }).await.expect("it is a copy");
    let expected = [
        "1-1 progress report 2015-02-17 [] []",
        "2-2 imaging report 2014-11-03 [] []",
        "3-3 consultation report  [] []",
        "4-4 progress report 2015-01-05 [\"4=1\"] []",
    ];
    assert_eq!(shape(&case), expected);
    assert_eq!(
        shape(&correct(Correction::Join { page: 3, was: None }).await.expect("it is joined"))[1],
        "2-3 imaging report 2014-11-03 [] []"
    );
    let refused = correct(Correction::Join { page: 3, was: None }).await.expect_err("it is joined already");
    assert!(matches!(&refused, AppError::Refused(why) if why.code == Code::UnknownPage), "{refused}");
    assert!(correct(Correction::Split { page: 99 }).await.is_err());
    let denied =
        house.app.correct_file(number, Correction::Split { page: 2 }, &crate::house::quality(), "why").await;
    assert!(matches!(denied, Err(AppError::Denied(_))));
    let history = house.app.history(number).await.expect("a history");
    assert!(history.iter().any(|event| event.reason == "seen on the page"));
    assert!(house.app.case_file(&case).await.is_ok());
}

#[tokio::test]
async fn what_is_known_to_be_unreadable_is_kept_and_no_file_is_complete_over_it_without_a_reason() {
    let house = House::with(Facts::default()).await;
    let case = house.to_notice().await.expect("the notice is out");
    let number = case.number();
    let locked = house.app.store.blobs().put(b"bytes that nobody can open".to_vec()).await.expect("it is kept");
    let read = house.app.store.blobs().put(VISIT.as_bytes().to_vec()).await.expect("it is kept");
    let files = [
        Incoming { name: "r.zip: locked.pdf".into(), kept: Ok(locked), trouble: Some("it is locked".into()) },
        Incoming { name: "visit.txt".into(), kept: Ok(read), trouble: None },
    ];
    let sender = Role::ClaimsAdministrator;
    let (case, outcomes) =
        house.app.receive_files(number, &files, sender, &intake(), &mut |_| {}).await.expect("they are taken in");
    assert!(matches!(
        &outcomes[0].state,
        State::Taken { pages: 1, unread, .. } if unread[0].pages == [1] && unread[0].why == "it is locked"
    ));
    assert_eq!((case.documents[0].digest, case.documents[0].unread.as_slice()), (locked, &[1][..]));
    let by = coordinator();
    let refused = house.app.complete_records(number, None, &by, "all is in").await.expect_err("a page is unread");
    assert!(matches!(&refused, AppError::Refused(why) if why.code == Code::UnreadPages), "{refused}");
    assert!(refused.to_string().contains("page 1 of the case file could not be read"), "{refused}");
    assert!(house.app.complete_records(number, Some(" "), &by, "all is in").await.is_err(), "no reason is none");
    house
        .app
        .complete_records(number, Some("the sender has no key"), &by, "all is in")
        .await
        .expect("it is said why");
    let told = house.app.history(number).await.expect("a history");
    let last: imr_core::case::Fact = imr_core::fact::read(told.last().expect("an event")).expect("a fact");
    assert!(
        last.headline().contains("although page 1 could not be read (the sender has no key)"),
        "{}",
        last.headline()
    );
    let aside = Correction::Aside { page: 1, document: false, because: Some("an icon".into()) };
    let case = house.app.correct_file(number, aside, &intake(), "an icon").await.expect("it is set aside");
    let file = house.app.case_file(&case).await.expect("pages are as they were taken in");
    assert_eq!((file.unread(), file.open_pages(), file.manifest().aside.len()), (vec![1], vec![], 1));
    assert!(house.app.verify_audit(None).await.expect("an audit").problems.is_empty());
}
