//! An export taken in again: nothing is saved unless all of it is proved.

use crate::house::{House, coordinator, intake};
use imr_app::{App, AppError, AuditReport, Kept};
use imr_core::application::Action;
use imr_core::digest::Digest;
use imr_sample::Facts;
use imr_store::{Exported, Kind, Listed, Location, Store};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A house with a case that awaits its records, and its export.
async fn exported() -> (House, TempDir, Exported) {
    let house = House::with(Facts::default()).await;
    house.to_notice().await.expect("the notice is served");
    let case = house.app.cases().await.expect("cases").remove(0);
    let approval = ("Administrative Director", imr_core::world::World::today(&*house.world));
    let number = case.number().to_owned();
    let certified = ("B. Sample, M.D.", approval.1, b"certified".to_vec());
    let expedited = house.app.expedite(&number, certified, &coordinator(), "it came").await;
    assert!(expedited.is_ok(), "{expedited:?} {approval:?}");
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out");
    let exported = house.app.export(&out, &coordinator()).await.expect("it is exported");
    (house, folder, exported)
}

/// Takes the export into an empty store in memory; gives that store with what
/// came of it.
async fn taken(
    house: &House,
    folder: &Path,
    kept: Option<Kept>,
) -> (App, Result<(Exported, AuditReport), AppError>) {
    let store = Store::open(&Location::Memory).await.expect("a store in memory");
    let app = App::new(
        store,
        house.app.paper.clone(),
        house.world.clone(),
        house.app.law.clone(),
        house.app.library.clone(),
    );
    let came = app.import(&folder.join("out"), kept, &coordinator()).await;
    (app, came)
}

/// Changes a file of the export, and the manifest with it, as somebody would
/// who knows how an export is made.
fn forge(folder: &Path, table: &str, from: &str, to: &str) {
    let file = folder.join("out").join(format!("{table}.jsonl"));
    let text = fs::read_to_string(&file).expect("the table is there");
    assert!(text.contains(from), "{table} has {from}");
    let forged = text.replace(from, to);
    fs::write(&file, &forged).expect("it is written");
    let manifest = folder.join("out/manifest.json");
    let promised = fs::read_to_string(&manifest).expect("the manifest is there");
    let (was, is) = (Digest::of(text.as_bytes()).to_string(), Digest::of(forged.as_bytes()).to_string());
    fs::write(&manifest, promised.replace(&was, &is)).expect("it is written");
}

#[tokio::test]
async fn an_export_is_proved_and_then_taken_in_with_the_index_made_anew() {
    let (house, folder, exported) = exported().await;
    assert!(!folder.path().join("out/filings.jsonl").exists(), "the index is made from the histories");
    let (app, came) = taken(&house, folder.path(), Some(exported.root.into())).await;
    let (promised, report) = came.expect("it is taken in");
    assert_eq!((report.problems.as_slice(), report.root, report.filings), (&[][..], exported.root, 1));
    assert_eq!(promised, exported);
    // The same again is found to be a duplicate by the index that was made.
    let again = app.file(house.story.form.clone(), &crate::house::intake(), "again").await.expect("it is filed");
    assert_eq!(again.stage.name(), "duplicate");
    let report = app.verify_audit(None).await.expect("the log is checked");
    assert_eq!((report.problems.as_slice(), report.filings), (&[][..], 2));
}

#[tokio::test]
async fn nothing_is_taken_in_of_an_export_that_was_changed_with_its_manifest() {
    let (house, folder, exported) = exported().await;
    forge(folder.path(), "cases", "9000001", "9000002");
    let (app, came) = taken(&house, folder.path(), None).await;
    let (_, report) = came.expect("it is read");
    assert!(!report.problems.is_empty());
    assert_eq!(app.store.heads().await.expect("heads"), []);
    // A root that was kept elsewhere is not the one that the export names.
    forge(folder.path(), "cases", "9000002", "9000001");
    let (app, came) = taken(&house, folder.path(), Some(Digest::of(b"another").into())).await;
    let (_, report) = came.expect("it is read");
    assert!(report.problems[0].what.contains("and not"), "{:?}", report.problems);
    assert_eq!(app.store.heads().await.expect("heads"), []);
    let (app, came) = taken(&house, folder.path(), Some(exported.root.into())).await;
    assert_eq!(came.expect("it is taken in").1.problems, []);
    assert!(!app.store.heads().await.expect("heads").is_empty());
}

#[tokio::test]
async fn a_writing_that_is_gone_shows() {
    let (house, folder, _) = exported().await;
    let digest = Digest::of(b"certified").to_string();
    let kept = folder.path().join("out/blobs").join(&digest[..2]).join(&digest);
    fs::remove_file(&kept).expect("the writing is there");
    let (_, came) = taken(&house, folder.path(), None).await;
    assert!(came.is_err(), "a document fewer than were exported");
    // Another document in its place is as many documents of as many bytes.
    let other = Digest::of(b"disproved").to_string();
    let place = folder.path().join("out/blobs").join(&other[..2]);
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join(&other), b"disproved").expect("it is written");
    let (app, came) = taken(&house, folder.path(), None).await;
    let (_, report) = came.expect("it is read");
    let said: Vec<&str> = report.problems.iter().map(|one| one.what.as_str()).collect();
    assert!(said.len() == 1 && said[0].contains("a physician's certification"), "{said:?}");
    assert_eq!(app.store.heads().await.expect("heads"), []);
}

#[tokio::test]
async fn a_store_of_an_earlier_program_is_proved_is_moved_and_goes_on() {
    let house = House::with(Facts::default()).await;
    let app = &house.app;
    let mut form = house.story.form.clone();
    form.signature = None;
    let received = form.received;
    let one = app.file(form, &intake(), "it came by mail").await.expect("it is kept");
    let one = app.screen(one.id, &intake(), "screening").await.expect("it is screened");
    // The day of the finding was not kept in rows then.
    let mut row = serde_json::to_value(&one).expect("JSON");
    row["stage"].as_object_mut().expect("a stage").remove("found").expect("it is kept now");
    let (id, sort) = (one.id.to_string(), received.to_string());
    let listed = Listed { stage: one.stage.name(), sort: &sort };
    let mut transaction = app.store.begin().await.expect("a transaction");
    transaction.put_listed(Kind::Application, &id, &row, listed).await.expect("it is written");
    transaction.commit().await.expect("it is kept");
    let report = app.verify_audit(None).await.expect("it is read");
    assert_eq!(report.problems, []);
    let folder = TempDir::new().expect("a folder");
    app.export(&folder.path().join("out"), &coordinator()).await.expect("it is exported");
    let (moved, came) = taken(&house, folder.path(), None).await;
    assert_eq!(came.expect("it is read").1.problems, []);
    let petition = Action::Petition { on: received };
    let after = moved.move_application(one.id, petition, &coordinator(), "a petition came").await;
    assert_eq!(after.expect("the way is open").stage.name(), "appealed");
}
