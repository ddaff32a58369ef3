//! `imr application do DEED APPLICATION`: what changes an application.

use super::{actor, id};
use crate::args::{Deed, DoApplication};
use crate::data;
use crate::failure::Failure;
use crate::following::{self, Which};
use crate::world::SystemWorld;
use imr_app::App;
use imr_core::application::{Action, Earlier, End, Form, LiabilityResolved, Threat, intake};
use imr_core::duplicate::{Identity, compare};
use imr_core::eligibility::Track;
use imr_core::party::Role;
use imr_core::world::World as _;
use jiff::civil::Date;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

pub(super) async fn run(args: &DoApplication) -> Result<ExitCode, Failure> {
    takes_its_day(args)?;
    let app = data::existing(&args.data, None).await?;
    let id = id(&args.application)?;
    let today = SystemWorld.today();
    let day = args.on.unwrap_or(today);
    let by = actor(role(args.deed));
    if args.deed == Deed::OpenCase {
        let case = app.open_case(id, &by, &args.reason).await?;
        println!("Case {} was opened.", case.number());
        return Ok(ExitCode::SUCCESS);
    }
    if args.deed == Deed::Refile {
        let form = form(args.form.as_deref(), today)?;
        let new = app.refile(id, form, &by, &args.reason).await?;
        println!("Filed anew as application {}: {}.", new.id, new.stage.name());
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(which) = changes(args.deed) {
        let change = following::changed(&which, party(args)?, &args.said);
        let writing = args.writing.as_deref().map(data::bytes).transpose()?;
        let one = app.change_parties_on_application(id, (change, day), writing, &by, &args.reason).await?;
        print!("{}", super::showing::show(&app, &one)?);
        return Ok(ExitCode::SUCCESS);
    }
    if args.deed == Deed::Renew {
        let one = app.renew(id, day, &by, &args.reason).await?;
        print!("{}", super::showing::show(&app, &one)?);
        return Ok(ExitCode::SUCCESS);
    }
    let action = action(&app, id, args, (day, today)).await?;
    let application = app.move_application(id, action, &by, &args.reason).await?;
    print!("{}", super::showing::show(&app, &application)?);
    Ok(ExitCode::SUCCESS)
}

/// What changes about who takes part, where the deed is such a change.
fn changes(deed: Deed) -> Option<Which> {
    match deed {
        Deed::Represented => Some(Which::Represented),
        Deed::RepresentationEnded => Some(Which::Ended),
        Deed::Address => Some(Which::Address),
        _ => None,
    }
}

fn party(args: &DoApplication) -> Result<Role, Failure> {
    args.party.as_deref().map_or(Ok(Role::Employee), |text| crate::case_do::word(text, "part"))
}

/// The action that a deed is, where it is one.
async fn action(app: &App, id: Uuid, args: &DoApplication, (day, today): (Date, Date)) -> Result<Action, Failure> {
    Ok(match args.deed {
        Deed::Screen => Action::Screen,
        Deed::RequestInformation => Action::RequestInformation,
        Deed::Remind => Action::Remind,
        Deed::Answer => {
            let mut form = form(args.form.as_deref(), today)?;
            form.received = app.application(id).await?.form.received;
            Action::Answer { form, received: day }
        }
        Deed::PassTime => Action::PassTime,
        Deed::ResolvedForEmployee => Action::ResolveLiability(resolved(args, day, true)),
        Deed::ResolvedAgainstEmployee => Action::ResolveLiability(resolved(args, day, false)),
        Deed::OrdinaryPeriod => Action::FindPeriod(Track::Ordinary),
        Deed::FormularyPeriod => Action::FindPeriod(Track::Formulary),
        Deed::Withdraw => Action::Withdraw,
        Deed::Authorize => Action::EndItems { items: args.items.clone(), how: End::Authorized, on: day },
        Deed::Settle => Action::EndItems { items: args.items.clone(), how: End::Settled, on: day },
        Deed::WithdrawItems => Action::EndItems { items: args.items.clone(), how: End::Withdrawn, on: day },
        Deed::Expedite => Action::Expedite(Threat { certified_by: args.reason.clone(), on: day }),
        Deed::NotDuplicate => Action::OverruleDuplicate,
        Deed::Duplicate => Action::FindDuplicate(earlier(app, id, args.of.as_deref()).await?),
        Deed::Ineligible => Action::FindIneligible { because: args.reason.clone() },
        Deed::Petition => Action::Petition { on: day },
        Deed::Reversed => Action::Order { reversed: true, on: day },
        Deed::Affirmed => Action::Order { reversed: false, on: day },
        Deed::Received => {
            let (notice, said) = following::receiving(party(args)?, day, &args.said)?;
            Action::RecordReceipt { notice, said }
        }
        // These are no single action; they are done before.
        Deed::OpenCase
        | Deed::Refile
        | Deed::Renew
        | Deed::Represented
        | Deed::RepresentationEnded
        | Deed::Address => {
            return Err(Failure::new("This is done otherwise."));
        }
    })
}

/// The earlier application that was named, with what the two agree in.
async fn earlier(app: &App, id: Uuid, of: Option<&str>) -> Result<Earlier, Failure> {
    let of = super::id(of.unwrap_or_default())?;
    let (one, other) = (app.application(id).await?, app.application(of).await?);
    let likeness = compare(&Identity::of(&one.form), &Identity::of(&other.form));
    Ok(Earlier { application: of, case: None, closed: false, renews: false, resolved: None, likeness })
}

/// Refuses a day for what is recorded for the day on which it is done.
fn takes_its_day(args: &DoApplication) -> Result<(), Failure> {
    if args.on.is_some() && takes_no_day(args.deed) {
        return Err(Failure::new("This is recorded for today: no other day can be given for it. Leave --on out."));
    }
    Ok(())
}

fn takes_no_day(deed: Deed) -> bool {
    use Deed::{Duplicate, FormularyPeriod, Ineligible, NotDuplicate, OpenCase, OrdinaryPeriod, PassTime};
    use Deed::{Refile, Remind, RequestInformation, Screen, Withdraw};
    let found = matches!(deed, Screen | PassTime | NotDuplicate | Duplicate | Ineligible | OpenCase);
    let asked = matches!(deed, RequestInformation | Remind | OrdinaryPeriod | FormularyPeriod);
    found || asked || matches!(deed, Refile | Withdraw)
}

/// The part for which the counter acts.
fn role(deed: Deed) -> Role {
    match deed {
        Deed::NotDuplicate
        | Deed::Duplicate
        | Deed::Ineligible
        | Deed::OrdinaryPeriod
        | Deed::FormularyPeriod
        | Deed::Petition
        | Deed::Reversed
        | Deed::Affirmed
        | Deed::OpenCase => Role::Coordinator,
        _ => Role::Intake,
    }
}

fn resolved(args: &DoApplication, served: Date, for_employee: bool) -> LiabilityResolved {
    LiabilityResolved { served, method: args.served.map(Into::into), for_employee, renewed: None, told: None }
}

fn form(path: Option<&Path>, today: Date) -> Result<Form, Failure> {
    let path = path.ok_or_else(|| Failure::new("The completed form is needed: name its file with --form."))?;
    let bytes = data::bytes(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{} is not text in UTF-8. Save it as UTF-8.", path.display())))?;
    let taken =
        intake::from_json(&text, today).map_err(|why| Failure::new(format!("{}, {why}.", path.display())))?;
    Ok(taken.form)
}
