//! The requests that are measured, in the name of one client user.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::client::{Call, Connection};
use crate::drive::Maker;
use crate::outcome::{Failure, Outcome};
use crate::seed::{PASSWORD, Seeded, TENANT};

/// An operation and how it is asked for.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) make: Maker,
    /// Cosmos round trips that it may take, besides the session check.
    pub(crate) budget: usize,
    /// True where a session is checked first.
    pub(crate) signed_in: bool,
}

/// Signs somebody in; the session's cookie.
pub(crate) async fn sign_in(connection: &mut Connection, email: &str) -> Outcome<String> {
    let answer = connection.expect(login(email)).await?;
    let cookie = answer.headers.get("set-cookie").and_then(|value| value.to_str().ok());
    let pair = cookie.and_then(|cookie| cookie.split(';').next());
    pair.map(str::to_owned).ok_or_else(|| Failure::new("signing in gave no cookie"))
}

/// All operations, for the user who owns a twentieth of the tickets.
pub(crate) async fn all(connection: &mut Connection, seeded: &Seeded) -> Outcome<Vec<Operation>> {
    let cookie = sign_in(connection, &seeded.owner).await?;
    let pages = tickets(connection, &cookie).await?;
    let get = |path: &str| -> Maker {
        let call = Call::get(path).signed_in(&cookie);
        Arc::new(move |_| call.clone())
    };
    let people = seeded.people.clone();
    let (reader, writer) = (cookie.clone(), cookie.clone());
    let branding = Call::get(format!("/api/portal/branding?tenant={TENANT}"));
    let operation = |name, budget, signed_in, make| Operation { name, make, budget, signed_in };
    Ok(vec![
        operation("branding", 0, false, Arc::new(move |_| branding.clone())),
        operation("session", 0, true, get("/api/auth/session")),
        operation("dashboard", 2, true, get("/api/portal/dashboard")),
        operation("list", 1, true, get("/api/portal/tickets")),
        // As many rows with few tickets as with many: what the growth is measured by.
        operation("list of 5", 1, true, get("/api/portal/tickets?limit=5")),
        operation(
            "page",
            2,
            true,
            Arc::new(move |number| page(&pages[number % pages.len()]).signed_in(&reader)),
        ),
        operation("create", 2, true, Arc::new(move |number| create(number).signed_in(&writer))),
        operation("login", 3, false, Arc::new(move |number| login(&people[number % people.len()]))),
    ])
}

/// The ids of the user's newest tickets.
async fn tickets(connection: &mut Connection, cookie: &str) -> Outcome<Vec<String>> {
    let list = connection.expect(Call::get("/api/portal/tickets?limit=100").signed_in(cookie)).await?;
    let list: Value = serde_json::from_slice(&list.body)?;
    let ids = list["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ids: Vec<String> = ids.iter().filter_map(|ticket| Some(ticket["id"].as_str()?.to_owned())).collect();
    if ids.is_empty() {
        return Err(Failure::new("the user's list of tickets is empty"));
    }
    Ok(ids)
}

fn page(id: &str) -> Call {
    Call::get(format!("/api/portal/tickets/{id}"))
}

pub(crate) fn create(number: usize) -> Call {
    Call::post(
        "/api/portal/tickets",
        &json!({
            "subject": format!("The printer on floor {number} prints stripes"),
            "description": crate::seed::TEXT,
            "category": "hardware",
        }),
    )
}

fn login(email: &str) -> Call {
    Call::post("/api/auth/login", &json!({ "tenant": TENANT, "email": email, "password": PASSWORD }))
}
