//! Filings at the same instant, each by a program of its own, on a real server.

use crate::house::{House, intake};
use imr_app::App;
use imr_core::application::{Form, Stage};
use imr_sample::Facts;
use imr_store::{Location, Store};
use jiff::civil::Date;
use tempfile::TempDir;

/// How often two file at once.
const ROUNDS: i8 = 20;

/// A dispute, the same for every day of birth, and the same again as another
/// hand writes it: born in another year, the claim number punctuated
/// otherwise.
fn twice(form: &Form, round: i8) -> [Form; 2] {
    let mut one = form.clone();
    one.claim_number = format!("WC-77{round:02}-1");
    one.employee.born = Some(Date::constant(1961, 2, round));
    let mut other = one.clone();
    other.claim_number = format!("WC77{round:02}1");
    other.employee.born = Some(Date::constant(1971, 2, round));
    for form in [&mut one, &mut other] {
        let decision = form.ur_decision.as_mut().expect("a decision");
        // A round is no duplicate of another.
        decision.decided = Date::constant(2015, 1, round);
        decision.served = Some(decision.decided);
        decision.requested = Date::constant(2014, 12, round);
        form.ur_decision_date = Some(decision.decided);
    }
    [one, other]
}

/// The use cases of `house`, kept at `location`.
async fn program(house: &House, location: &Location) -> App {
    let store = Store::open(location).await.expect("it opens");
    let app = &house.app;
    App::new(store, app.paper.clone(), app.world.clone(), app.law.clone(), app.library.clone())
}

async fn tell(location: &Location) {
    let house = House::with(Facts::default()).await;
    let (first, second) = (program(&house, location).await, program(&house, location).await);
    for round in 1..=ROUNDS {
        let [one, other] = twice(&house.story.form, round);
        let by = intake();
        let filed = tokio::join!(first.file(one, &by, "by mail"), second.file(other, &by, "by fax"));
        let filed = [filed.0.expect("it is filed"), filed.1.expect("it is filed")];
        let duplicates = filed.iter().filter(|one| matches!(one.stage, Stage::Duplicate { .. })).count();
        let said =
            filed.each_ref().map(|one| one.compared.as_ref().map(imr_core::application::Comparison::in_words));
        assert_eq!(duplicates, 1, "round {round}: one of the two is the duplicate of the other: {said:?}");
    }
    let report = first.verify_audit(None).await.expect("the log is checked");
    assert_eq!(
        (report.problems.as_slice(), report.filings),
        (&[][..], 2 * usize::try_from(ROUNDS).expect("a count"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_filings_at_once_the_disguised_duplicate_is_found_in_a_folder() {
    let folder = TempDir::new().expect("a folder");
    tell(&Location::Folder(folder.path().join("data"))).await;
}

/// `cargo xtask test` starts the server and makes the database; without it
/// there is nothing to tell here, and the tests of the store say so.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_filings_at_once_the_disguised_duplicate_is_found_on_postgres() {
    let Ok(url) = std::env::var("IMR_TEST_DATABASE") else { return };
    let folder = TempDir::new().expect("a folder");
    let location = Location::Postgres { url: url.clone(), blobs: folder.path().join("blobs") };
    tell(&location).await;
    // Whoever reaches the server can delete where a history stands.
    let house = House::with(Facts::default()).await;
    let app = program(&house, &location).await;
    let heads = app.store.heads().await.expect("heads");
    let (stream, _) = heads.first().expect("a history");
    let delete = format!("DELETE FROM streams WHERE id = '{stream}'");
    let deleted = std::process::Command::new("psql").args([url.as_str(), "-q", "-c", &delete]).status();
    assert!(deleted.expect("psql comes with the server").success());
    let report = app.verify_audit(None).await.expect("the log is checked");
    let named = report.problems.iter().find(|one| one.what.contains("events of it are there"));
    assert_eq!(named.map(|one| &one.place), Some(stream), "{:?}", report.problems);
}
