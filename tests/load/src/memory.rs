//! Heavy work, twenty at once of each kind: how much memory the process takes at most, and what everybody else notices.

mod bombs;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::client::{Call, Connection};
use crate::desk::Desk;
use crate::drive::milliseconds;
use crate::figures::{Heavy, mib};
use crate::operations::sign_in;
use crate::outcome::{Failure, Outcome};
use crate::seed::TENANT;

/// Requests of a kind at once.
const PARALLEL: usize = 20;
/// How long each kind goes on; signed files until all are made.
const TIME: Duration = Duration::from_secs(10);
/// A kind whose work takes longer has failed.
const PATIENCE: Duration = Duration::from_mins(5);
/// Others look at their dashboards, this many at once, each with this pause between two looks.
const OTHERS: usize = 2;
const PAUSE: Duration = Duration::from_millis(10);

/// Makes the next request of one of the twenty out of the last answer; `None` where it has nothing left to do.
type Next = Box<dyn FnMut(Option<(StatusCode, &[u8])>) -> Option<Call> + Send>;

/// Measures all kinds, one after the other, in one process.
pub(crate) async fn measure(handler: &Path, data: &Path) -> Outcome<Vec<Heavy>> {
    let (mut desk, people) = Desk::crowded(handler, data).await?;
    let mut sessions = Vec::new();
    let mut connection = Connection::open(desk.portal.address).await?;
    for email in people.iter().take(PARALLEL) {
        sessions.push(sign_in(&mut connection, email).await?);
    }
    let admin = desk.cookie().to_owned();
    let reader = sessions.first().cloned().unwrap_or_default();
    crate::report::progress("preparing heavy work");
    let signed = signatures(&mut desk, &sessions).await?;
    let invoices = invoices(&mut desk).await?;

    let rest = at_rest(desk.portal.address, &reader).await?;
    let mut kinds: Vec<(&'static str, Vec<Next>)> = Vec::new();
    let cells: bytes::Bytes = bombs::commas(4_900_000).into();
    let rows: bytes::Bytes = bombs::rows().into();
    let import = move |number: usize, admin: &str| {
        let body = if number.is_multiple_of(2) { cells.clone() } else { rows.clone() };
        Call::upload("/api/manage/imports?name=x.csv", "text/csv", body).signed_in(admin)
    };
    kinds.push(("import of people", (0..PARALLEL).map(|number| again(import(number, &admin))).collect()));
    let file: bytes::Bytes = bombs::invoices().into();
    let import = Call::upload("/api/manage/invoices/import?dry_run=true", "text/csv", file).signed_in(&admin);
    kinds.push(("import of invoices", (0..PARALLEL).map(|_| again(import.clone())).collect()));
    let png: bytes::Bytes = bombs::png()?.into();
    let avatars = sessions.iter().map(|session| picture("/api/profile/avatar", &png, session));
    kinds.push(("avatar", avatars.collect()));
    let logos = (0..PARALLEL).map(|_| picture("/api/manage/branding/logo", &png, &admin));
    kinds.push(("logo", logos.collect()));
    let signed = signed.into_iter().map(|(path, session)| until_there(Call::get(path).signed_in(&session)));
    kinds.push(("signed file", signed.collect()));
    kinds.push(("invoice file", (0..PARALLEL).map(|number| each(&invoices, number, &admin)).collect()));
    kinds.push(("sign-in", (0..PARALLEL).map(guess).collect()));

    let mut figures = Vec::new();
    for (kind, askers) in kinds {
        crate::report::progress(&format!("{PARALLEL} at once: {kind}"));
        desk.portal.process.forget_peak()?;
        let heavy = heavy(&desk, kind, askers, &reader).await?;
        figures.push(Heavy { rest_p99_ms: rest, ..heavy });
    }
    Ok(figures)
}

/// The same request over and over.
fn again(call: Call) -> Next {
    Box::new(move |_| Some(call.clone()))
}

/// One request until it succeeds.
fn until_there(call: Call) -> Next {
    Box::new(move |last| match last {
        Some((status, _)) if status.is_success() || status.is_redirection() => None,
        _ => Some(call.clone()),
    })
}

/// Every twentieth of the invoices: no file is asked for twice.
fn each(paths: &[String], number: usize, session: &str) -> Next {
    let mut left: Vec<Call> = paths
        .iter()
        .skip(number)
        .step_by(PARALLEL)
        .map(|path| Call::get(path.as_str()).signed_in(session))
        .collect();
    Box::new(move |last| {
        if last.is_some_and(|(status, _)| status.is_success()) {
            left.pop();
        }
        left.last().cloned()
    })
}

/// A wrong password for somebody else each time.
fn guess(asker: usize) -> Next {
    let mut number = 0;
    Box::new(move |_| {
        number += 1;
        let guess = json!({
            "tenant": TENANT, "email": format!("guess{asker}-{number}@client.example"), "password": "a wrong one for sure",
        });
        let mut call = Call::post("/api/auth/login", &guess);
        call.from = Some(format!("203.{asker}.{}.{}", number / 250, number % 250));
        Some(call)
    })
}

/// A picture, with the version that the last answer told.
fn picture(path: &'static str, png: &bytes::Bytes, session: &str) -> Next {
    let mut call = Call::upload(path, "image/png", png.clone()).signed_in(session);
    call.method = Method::PUT;
    let mut version: u64 = 1;
    let mut look = false;
    Box::new(move |last| {
        let told = last.filter(|(status, _)| status.is_success());
        let told = told.and_then(|(_, body)| serde_json::from_slice::<Value>(body).ok());
        let stale = last.is_some_and(|(status, _)| status == StatusCode::PRECONDITION_FAILED);
        if let Some(now) = told.and_then(|body| body["version"].as_u64()) {
            version = now;
        }
        look = stale && !look;
        if look {
            // What is changed is read where it is written, without its last part.
            let path = call.path.trim_end_matches("/avatar").trim_end_matches("/logo").to_owned();
            return Some(Call { method: Method::GET, path, body: bytes::Bytes::new(), ..call.clone() });
        }
        Some(Call { if_match: Some(format!("\"{version}\"")), ..call.clone() })
    })
}

/// A policy of a million characters that everybody has signed: whose file each may ask for.
async fn signatures(desk: &mut Desk, sessions: &[String]) -> Outcome<Vec<(String, String)>> {
    let body =
        "The provider and the client agree on this clause and on all that follows from it. ".repeat(597);
    let sections: Vec<Value> = (1..=20)
        .map(|number| json!({ "heading": format!("Clause {number}"), "body": body.get(..49_000).unwrap_or(&body) }))
        .collect();
    let policy = json!({
        "title": "Terms of service", "issuer": "Northwind IT", "sections": sections, "signers": "all_users",
        "shown_to": { "all": true, "companies": [] },
    });
    let policy = desk.ask(Call::post("/api/manage/documents/policies", &policy)).await?;
    let id = policy["id"].as_str().unwrap_or_default().to_owned();
    let mut publish = Call::post(format!("/api/manage/documents/policies/{id}/publish"), &json!({}));
    publish.body = bytes::Bytes::new();
    publish.if_match = Some(format!("\"{}\"", policy["version"]));
    desk.ask(publish).await?;
    let mut files = Vec::new();
    for session in sessions {
        let path = format!("/api/portal/documents/{id}");
        let shown = desk.send(Call::get(path.as_str()).signed_in(session)).await?;
        let deed = json!({
            "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
            "scrolled_to_end": true, "acknowledged": true, "name": "Robin Miller",
        });
        let signature = desk.send(Call::post(format!("{path}/sign"), &deed).signed_in(session)).await?;
        let id = signature["id"].as_str().unwrap_or_default();
        files.push((format!("/api/portal/documents/signed/{id}/pdf"), session.clone()));
    }
    Ok(files)
}

/// Two thousand invoices of a hundred lines: where the file of each is.
async fn invoices(desk: &mut Desk) -> Outcome<Vec<String>> {
    const ALL: usize = 2_000;
    const BATCH: usize = 50;
    let company = desk.ask(Call::post("/api/manage/companies", &json!({ "name": "Heavy company" }))).await?;
    let line = |number: usize| json!({ "description": format!("Managed service {number}: مرحبا 東京 שלום"), "quantity": "1", "unit_price": 100 });
    let lines: Vec<Value> = (0..100).map(line).collect();
    for first in (0..ALL).step_by(BATCH) {
        let record = |number: usize| {
            json!({
                "external_id": format!("H-{number}"), "number": format!("H-{number}"), "company": company["id"],
                "status": "sent", "issued_on": "2026-03-01", "currency": "EUR", "tax": 0, "total": 10_000, "lines": lines,
            })
        };
        let records: Vec<Value> = (first..first + BATCH).map(record).collect();
        let mut call = Call::post("/api/internal/invoices", &json!({ "records": records }));
        call.key = Some(desk.key.clone());
        let report = desk.send(call).await?;
        if report["created"] != json!(BATCH) {
            return Err(Failure::new(format!("not all invoices were entered: {report}")));
        }
    }
    let path = |number: usize| {
        format!("/api/manage/invoices/{}/pdf", shared::id::InvoiceId::named(TENANT, &format!("H-{number}")))
    };
    Ok((0..ALL).map(path).collect())
}

/// The p99 of the others while nothing else happens, in milliseconds.
async fn at_rest(address: SocketAddr, reader: &str) -> Outcome<f64> {
    let over = Arc::new(AtomicBool::new(false));
    let others = tokio::spawn(others(address, reader.to_owned(), Arc::clone(&over)));
    tokio::time::sleep(TIME).await;
    over.store(true, Ordering::Relaxed);
    p99(others.await??)
}

/// One kind of work by twenty askers, and the others meanwhile.
async fn heavy(desk: &Desk, kind: &'static str, askers: Vec<Next>, reader: &str) -> Outcome<Heavy> {
    let (address, over) = (desk.portal.address, Arc::new(AtomicBool::new(false)));
    let (done, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let looking = tokio::spawn(others(address, reader.to_owned(), Arc::clone(&over)));
    let began = Instant::now();
    let mut working = JoinSet::new();
    for next in askers {
        let (done, refused) = (Arc::clone(&done), Arc::clone(&refused));
        working.spawn(work(address, next, began, done, refused));
    }
    while let Some(worked) = working.join_next().await {
        worked??;
    }
    over.store(true, Ordering::Relaxed);
    Ok(Heavy {
        kind,
        parallel: PARALLEL,
        done: done.load(Ordering::Relaxed),
        refused: refused.load(Ordering::Relaxed),
        seconds: began.elapsed().as_secs_f64(),
        peak_mib: mib(desk.portal.process.peak()?),
        rest_p99_ms: 0.0,
        p99_ms: p99(looking.await??)?,
    })
}

async fn work(
    address: SocketAddr,
    mut next: Next,
    began: Instant,
    done: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
) -> Outcome {
    let mut connection = Connection::open(address).await?;
    let mut last: Option<(StatusCode, bytes::Bytes)> = None;
    // Whoever is turned away comes back when the answer says: twenty at once, not one request after the other.
    let mut wait = Duration::ZERO;
    loop {
        let Some(call) = next(last.as_ref().map(|(status, body)| (*status, body.as_ref()))) else {
            return Ok(());
        };
        if began.elapsed() > PATIENCE {
            return Err(Failure::new(format!("{} does not end", call.path)));
        }
        // Work that goes on for ever ends with the time; work that is to be finished is finished.
        let endless = !call.path.contains("/signed/");
        if endless && began.elapsed() > TIME {
            return Ok(());
        }
        tokio::time::sleep(std::mem::take(&mut wait)).await;
        let answer = connection.send(call).await?;
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            let told = answer.headers.get("retry-after").and_then(|told| told.to_str().ok());
            let seconds = told.and_then(|told| told.parse().ok());
            wait = Duration::from_secs(seconds.ok_or_else(|| Failure::new("503 without Retry-After"))?);
            refused.fetch_add(1, Ordering::Relaxed);
        } else if answer.status.is_server_error() {
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            return Err(Failure::new(format!("{}: {body}", answer.status)));
        } else {
            done.fetch_add(1, Ordering::Relaxed);
        }
        last = Some((answer.status, answer.body));
    }
}

/// What the others' answers took.
async fn others(address: SocketAddr, reader: String, over: Arc<AtomicBool>) -> Outcome<Vec<Duration>> {
    let mut looking = JoinSet::new();
    for _ in 0..OTHERS {
        let (reader, over) = (reader.clone(), Arc::clone(&over));
        looking.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let began = Instant::now();
                connection.expect(Call::get("/api/portal/dashboard").signed_in(&reader)).await?;
                times.push(began.elapsed());
                tokio::time::sleep(PAUSE).await;
            }
            Ok::<_, Failure>(times)
        });
    }
    let mut all = Vec::new();
    while let Some(times) = looking.join_next().await {
        all.extend(times??);
    }
    Ok(all)
}

fn p99(mut times: Vec<Duration>) -> Outcome<f64> {
    times.sort_unstable();
    let place = (times.len() * 99).div_ceil(100).saturating_sub(1);
    times.get(place).map(milliseconds).ok_or_else(|| Failure::new("nobody looked at anything"))
}
