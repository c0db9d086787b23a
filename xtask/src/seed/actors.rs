//! The people of the plan, each signed in when first needed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    api::{Answer, Api, Body, Call},
    plan::Plan,
};
use crate::failure::{Failure, Outcome};

/// Sends requests in the name of the plan's people.
pub(crate) struct Actors<'a> {
    api: Api,
    plan: &'a Plan,
    cookies: BTreeMap<String, String>,
    stop: &'a dyn Fn() -> bool,
}

impl<'a> Actors<'a> {
    /// Nobody is signed in yet.
    pub(crate) fn new(address: &str, plan: &'a Plan, stop: &'a dyn Fn() -> bool) -> Self {
        Self { api: Api::new(address), plan, cookies: BTreeMap::new(), stop }
    }

    /// Creates something as a person; answers its id.
    pub(crate) fn create(&mut self, who: &str, path: &str, key: &str, body: &Value) -> Outcome<String> {
        let answer = self.send(who, "POST", path, &[("idempotency-key", key)], Body::Json(body))?;
        Ok(id_in(&answer.body))
    }

    /// Sends any request as a person; anything but success is a failure that quotes the portal's problem.
    pub(crate) fn send(
        &mut self,
        who: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body<'_>,
    ) -> Outcome<Answer> {
        if (self.stop)() {
            return Err(Failure::new("The seed was stopped; the next start goes on with it."));
        }
        let cookie = self.cookie(who)?;
        let answer = self.api.send(&Call { method, path, cookie: Some(&cookie), headers, body })?;
        accepted(&format!("{method} {path} as {who}"), answer)
    }

    fn cookie(&mut self, who: &str) -> Outcome<String> {
        if let Some(cookie) = self.cookies.get(who) {
            return Ok(cookie.clone());
        }
        let person = self.plan.people().find(|person| person.key == who);
        let person = person.ok_or_else(|| Failure::new(format!("The plan knows nobody called {who}.")))?;
        let login = json!({ "tenant": self.plan.slug, "email": person.email, "password": person.password });
        let call = Call {
            method: "POST",
            path: "/api/auth/login",
            cookie: None,
            headers: &[],
            body: Body::Json(&login),
        };
        let answer = accepted(&format!("Signing in as {}", person.email), self.api.send(&call)?)?;
        let cookie = answer.cookie.ok_or_else(|| Failure::new("Signing in gave no session cookie."))?;
        self.cookies.insert(who.to_owned(), cookie.clone());
        Ok(cookie)
    }
}

/// The id of what was created; an answer without one leaves the empty text.
pub(crate) fn id_in(body: &Value) -> String {
    body["id"].as_str().unwrap_or_default().to_owned()
}

fn accepted(what: &str, answer: Answer) -> Outcome<Answer> {
    if (200..300).contains(&answer.status) {
        return Ok(answer);
    }
    let problem = &answer.body;
    let said = problem["detail"].as_str().or_else(|| problem["title"].as_str()).unwrap_or("no reason given");
    let fields = problem.get("errors").map(|errors| format!(" {errors}")).unwrap_or_default();
    Err(Failure::new(format!("{what} was refused with {}: {said}{fields}", answer.status)))
}
