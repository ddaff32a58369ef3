//! A great many cases, made through the real core, and how long it takes to
//! read among them.

use crate::{Outcome, app, coordinator, intake, now};
use imr_app::{App, AppError, Filter};
use imr_core::application::{Action, Application, Comparison, Form, Stage};
use imr_core::case::Case;
use imr_core::occasion::Occasion;
use imr_sample::Story;
use imr_sample::world::{GeneratedWorld, Mix, Outcome as Expected};
use imr_store::{Kind, Listed, Location, Transaction};

/// How many cases one transaction keeps.
const TOGETHER: usize = 500;
/// How many reviewers are on the roster.
const REVIEWERS: usize = 2000;
/// How often each reading is repeated; the middle one counts.
const TIMES: usize = 25;

pub(crate) async fn run(count: usize, location: &Location) -> Outcome {
    let (app, world) = app(location, 11).await?;
    let began = now();
    let generated = GeneratedWorld::new(11, count * 3 / 2, Mix::Usual);
    let roster: Vec<_> = generated.roster(REVIEWERS).into_iter().map(|one| (one.reviewer, one.identity)).collect();
    app.set_up(&imr_sample::organization(), &roster, &coordinator()).await?;
    let eligible = generated.applications().filter(|(_, truth)| truth.outcome == Expected::Eligible);
    let mut forms = eligible.map(|(form, _)| form).take(count);
    let mut made = 0;
    loop {
        let some: Vec<Form> = forms.by_ref().take(TOGETHER).collect();
        if some.is_empty() {
            break;
        }
        made += open(&app, some, made).await?;
        world.advance(jiff::SignedDuration::from_millis(10));
    }
    println!("cases {made}");
    println!("made_per_second {:.0}", made as f64 / began.elapsed().as_secs_f64());
    let number = story(&app).await?;
    read(&app, &number).await
}

/// Opens a case on each form, several in one transaction.
async fn open(app: &App, forms: Vec<Form>, before: usize) -> Outcome<usize> {
    let occasion =
        |on| Occasion { by: coordinator(), at: app.world.now(), on, hour: None, reason: "made in bulk".to_owned() };
    let mut transaction = app.store.begin().await?;
    let mut made = 0;
    for form in forms {
        let on = form.received;
        let (application, received) = Application::receive(app.world.new_id(), form, &occasion(app.world.today()))?;
        let alone = Action::Compare(Comparison::alone());
        let (application, compared) = application.apply(alone, &occasion(on), &app.law)?;
        let (application, screened) = application.apply(Action::Screen, &occasion(on), &app.law)?;
        let mut events = vec![received, compared, screened];
        let (after, opened) = if matches!(application.stage, Stage::Eligible { .. }) {
            made += 1;
            let number = format!("CM{:02}-{:07}", on.year() % 100, before + made);
            let assign = Action::Assign { case: number.clone() };
            let (after, assigned) = application.clone().apply(assign, &occasion(on), &app.law)?;
            events.push(assigned);
            (after, Some(Case::open(&number, &application, &occasion(on), &app.law)?))
        } else {
            (application, None)
        };
        transaction.append_all(&events).await?;
        let received = after.form.received.to_string();
        let listed = Listed { stage: after.stage.name(), sort: &received };
        transaction.put_listed(Kind::Application, &after.id.to_string(), &after, listed).await?;
        if let Some((case, event)) = opened {
            keep(&mut transaction, &case, &event).await?;
            review(&mut transaction, &case, before + made).await?;
        }
    }
    transaction.commit().await?;
    Ok(made)
}

async fn keep(transaction: &mut Transaction, case: &Case, event: &imr_core::audit::Event) -> Outcome {
    transaction.append(event).await?;
    let listed = Listed { stage: case.stage.name(), sort: case.number() };
    transaction.put_listed(Kind::Case, case.number(), case, listed).await?;
    Ok(())
}

/// Gives the case to a reviewer, in turn. The first cases stay in hand, two
/// with each reviewer; from the others the reviewers have gone on.
async fn review(transaction: &mut Transaction, case: &Case, nth: usize) -> Outcome {
    let reviewer = format!("R-{:05}", nth % REVIEWERS + 1);
    transaction.assign(case.number(), &[(&reviewer, case.opening.assigned)]).await?;
    if nth > 2 * REVIEWERS {
        transaction.assign(case.number(), &[]).await?;
    }
    Ok(())
}

/// One case among them whose items a guideline is about, so that it can be
/// matched; opened as every case is.
async fn story(app: &App) -> Outcome<String> {
    let form = Story::with(imr_sample::Facts::default()).form;
    let application = app.file(form, &intake(), "filed").await?;
    app.screen(application.id, &intake(), "screened").await?;
    Ok(app.open_case(application.id, &coordinator(), "eligible").await?.number().to_owned())
}

/// Times each reading by itself, so that none waits for what another left
/// behind.
async fn read(app: &App, number: &str) -> Outcome {
    middle("list_ms", async || app.list_cases(&list(None)).await.map(drop)).await?;
    middle("list_at_stage_ms", async || app.list_cases(&list(Some("assigned"))).await.map(drop)).await?;
    let applications = async || app.list_applications(&list(Some("assigned"))).await.map(drop);
    middle("list_applications_ms", applications).await?;
    let history = async || {
        let case = app.case(number).await?;
        app.application_history(case.opening.application).await?;
        app.history(number).await.map(drop)
    };
    middle("case_with_history_ms", history).await?;
    let before = processor()?;
    middle("match_ms", async || app.match_reviewers(number).await.map(drop)).await?;
    println!("match_processor_ms {:.2}", (processor()? - before) * 1000.0 / TIMES as f64);
    Ok(())
}

/// Seconds of processor time that this process has taken so far; it does not
/// depend on what else the machine does.
fn processor() -> Outcome<f64> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // After the name in parentheses, the 12th and 13th field.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).map(|field| field.parse().unwrap_or(0)).sum();
    Ok(ticks as f64 / TICKS_A_SECOND)
}

/// The first page of a list.
fn list(stage: Option<&str>) -> Filter {
    Filter { stage: stage.map(str::to_owned), limit: 50, ..Filter::default() }
}

/// Does a reading several times, and prints what the middle one took.
async fn middle(name: &str, mut reading: impl AsyncFnMut() -> Result<(), AppError>) -> Outcome {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = now();
        reading().await?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    println!("{name} {:.2}", times[TIMES / 2].as_secs_f64() * 1000.0);
    Ok(())
}
