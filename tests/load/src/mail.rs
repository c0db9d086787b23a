//! Tens of thousands of mails that wait: what each costs from the first to the last, and what overtakes them.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use handler::state::{self, Built};
use serde_json::json;
use shared::account::Language;
use shared::app::App;
use shared::id::{EventId, TicketId};
use shared::mail::{Mail, Message, To, Topic};
use shared::settings::Settings;
use shared::tenant::Scope;

use crate::budget::{KEY, Ready};
use crate::client::{Call, Connection};
use crate::drive::milliseconds;
use crate::figures::{Mails, number};
use crate::operations::{create, sign_in};
use crate::outcome::{Failure, Outcome};
use crate::portal::Portal;
use crate::process::Process;
use crate::proxy::Proxy;
use crate::seed::{self, TENANT};
use crate::sink::Sink;

/// Parts of the pile for which the costs are told apart.
const PARTS: usize = 10;
/// People who get the mails in turn.
const RECIPIENTS: usize = 1_000;
/// Mails of one batch.
const AT_ONCE: usize = 100;
/// Delivery has stopped when no mail arrives for this long. There is no limit on the whole: the emulator reads every
/// document for each query, so its time grows with the square of the number of mails.
const STALLED: Duration = Duration::from_mins(5);
/// Tickets that are opened to see what one with its mail costs, and the pause between two.
const TICKETS: usize = 300;
const PACE: Duration = Duration::from_millis(50);

/// On SQLite.
pub(crate) async fn sqlite(handler: &Path, mails: usize) -> Outcome<Mails> {
    let data = tempfile::tempdir()?;
    let settings = vec![("PORTAL_DATA".to_owned(), data.path().display().to_string())];
    let people = pile(settings, mails).await?;
    let mut figures = measure(handler, data.path(), &[], ("SQLite", mails), &people, None).await?;
    figures.create_cpu_ms = Some(tickets(handler, data.path(), &people).await?);
    Ok(figures)
}

/// On the Cosmos emulator, whose executable is `local`.
pub(crate) async fn cosmos(handler: &Path, local: &Path, mails: usize) -> Outcome<Mails> {
    let mut emulator =
        Process::start(Command::new(local).args(["cosmos", "--port", "0", "--until-stdin-closes"]))?;
    let ready: Ready = serde_json::from_str(&emulator.first_line()?)?;
    let data = tempfile::tempdir()?;
    let settings =
        |endpoint: &str| [("COSMOS_ENDPOINT", endpoint.to_owned()), ("COSMOS_KEY", KEY.to_owned())];
    let mut seeding: Vec<(String, String)> =
        settings(&ready.cosmos).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    seeding.push(("PORTAL_DATA".to_owned(), data.path().display().to_string()));
    let people = pile(seeding, mails).await?;
    let proxy = Proxy::start(&ready.cosmos).await?;
    let [endpoint, key] = settings(proxy.address());
    let settings = [endpoint, key, ("PORTAL_OUTBOX", "at-once".to_owned())];
    measure(handler, data.path(), &settings, ("Cosmos", mails), &people, Some(&proxy)).await
}

/// Has the pile delivered.
async fn measure(
    handler: &Path,
    data: &Path,
    settings: &[(&str, String)],
    (store, mails): (&'static str, usize),
    people: &[String],
    proxy: Option<&Proxy>,
) -> Outcome<Mails> {
    crate::report::progress(&format!("delivering {mails} mails on {store}"));
    let sink = Sink::start().await?;
    let mut all = settings.to_vec();
    all.extend([("SMTP_URL", sink.url()), ("MAIL_FROM", "portal@northwind-it.example".to_owned())]);
    let began = Instant::now();
    let portal = Portal::start(handler, data, &all).await?;
    let owner = people.first().ok_or_else(|| Failure::new("nobody was added"))?;
    let (mut parts, mut reset) = (Vec::new(), None);
    let (mut taken, mut used) = (0, Duration::ZERO);
    let (mut last, mut last_at) = (0, began);
    while parts.len() < PARTS {
        tokio::time::sleep(Duration::from_millis(5)).await;
        let now = sink.taken();
        if now != last {
            (last, last_at) = (now, Instant::now());
        } else if last_at.elapsed() > STALLED {
            return Err(Failure::new(format!("only {now} of {mails} mails were delivered")));
        }
        if reset.is_none() && now * 3 > mails {
            sink.await_mail_to(owner);
            // Not opened before: the portal closes a connection on which nothing is asked.
            let mut connection = Connection::open(portal.address).await?;
            let asked = Instant::now();
            let wanted = json!({ "tenant": TENANT, "email": owner });
            connection.expect(Call::post("/api/auth/forgot-password", &wanted)).await?;
            reset = Some(asked);
        }
        if now * PARTS >= mails * (parts.len() + 1) {
            let cpu = portal.process.cpu()?;
            parts.push(milliseconds(&cpu.saturating_sub(used)) / number(now - taken));
            (taken, used) = (now, cpu);
        }
    }
    let took = began.elapsed();
    let round_trips = proxy.map(|proxy| number(proxy.take().len()) / number(taken));
    let reset = reset.ok_or_else(|| Failure::new("no link was asked for"))?;
    let came = sink.came().ok_or_else(|| Failure::new("the link for a new password did not come"))?;
    Ok(Mails {
        store,
        mails,
        cpu_ms: milliseconds(&used) / number(taken),
        per_second: number(taken) / took.as_secs_f64(),
        parts,
        reset_s: came.saturating_duration_since(reset).as_secs_f64(),
        round_trips,
        create_cpu_ms: None,
    })
}

/// Opens tickets at a steady pace, each of which sends one mail; CPU of each with its mail. Everybody opens one: mails
/// to one person about several new tickets would be combined.
async fn tickets(handler: &Path, data: &Path, people: &[String]) -> Outcome<f64> {
    crate::report::progress("tickets with one mail each");
    let sink = Sink::start().await?;
    let settings = [("SMTP_URL", sink.url()), ("MAIL_FROM", "portal@northwind-it.example".to_owned())];
    let portal = Portal::start(handler, data, &settings).await?;
    let mut connection = Connection::open(portal.address).await?;
    let mut cookies = Vec::new();
    for person in people {
        cookies.push(sign_in(&mut connection, person).await?);
    }
    // What signing in tells people of by mail has left.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let (before, mails) = (portal.process.cpu()?, sink.taken());
    for (number, cookie) in (0..TICKETS).zip(&cookies) {
        connection.expect(create(number).signed_in(cookie)).await?;
        tokio::time::sleep(PACE).await;
    }
    let began = Instant::now();
    while sink.taken() - mails < TICKETS {
        if began.elapsed() > Duration::from_secs(60) {
            return Err(Failure::new(format!("{} of {TICKETS} mails came", sink.taken() - mails)));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(milliseconds(&portal.process.cpu()?.saturating_sub(before)) / number(TICKETS))
}

/// A tenant in whose empty store so many mails wait, about as many tickets; the emails of its people, none of whom gets one.
async fn pile(variables: Vec<(String, String)>, mails: usize) -> Outcome<Vec<String>> {
    let settings = Settings::read(variables)?;
    let Built { app, .. } = state::build(settings).await?;
    let (scope, people) = seed::people_of_a_tenant(&app, TICKETS).await?;
    crate::report::progress(&format!("writing {mails} mails"));
    let numbers: Vec<usize> = (0..mails).collect();
    for some in numbers.chunks(AT_ONCE) {
        write(&app, &scope, some).await?;
    }
    Ok(people)
}

async fn write(app: &App, scope: &Scope, numbers: &[usize]) -> Outcome {
    let mut batch = app.store.batch(scope);
    let until = batch.now() + shared::kept::DELIVERY;
    for number in numbers {
        let person = number % RECIPIENTS;
        let to = To {
            user: format!("usr_{person:026}"),
            name: format!("Robin Miller {person}"),
            email: format!("robin{person}@client.example"),
        };
        let ticket = TicketId::mint(&*app.clock, &*app.entropy);
        let message =
            Message::new("ticket.new", Topic::NewTickets, &format!("[#{number}] Printer prints stripes"))
                .heading("Dana Whitfield of Client company 3 needs help")
                .quote("Dana Whitfield", seed::TEXT)
                .fact("Subject", "Printer prints stripes")
                .fact("Number", &format!("#{number}"))
                .fact("Priority", "High")
                .fact("Category", "Hardware")
                .button("Open the ticket", &format!("/admin/tickets/{ticket}"))
                .reason("You get this mail because you asked for new tickets.")
                .thread(ticket.as_str());
        let event = EventId::mint(&*app.clock, &*app.entropy);
        batch.create_until(&Mail::new(&event, to, Language::En, message, batch.now()), until);
    }
    app.store.commit(batch).await?;
    Ok(())
}
