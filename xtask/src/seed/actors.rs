//! The people of the plan, each signed in when first needed.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::{
    api::{Answer, Api, Body, Call},
    plan::{Person, Plan},
};
use crate::failure::{Failure, Outcome};

/// How often somebody's mails are looked at before they are said to have none.
const ATTEMPTS: u32 = 60;
const PAUSE: Duration = Duration::from_millis(250);

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
        let plan = self.plan;
        let person = plan.people().find(|person| person.key == who);
        let person = person.ok_or_else(|| Failure::new(format!("The plan knows nobody called {who}.")))?;
        let answer = match self.invitation(&person.email)? {
            Some(token) => self.join(person, &token)?,
            None => self.sign_in(person)?,
        };
        let cookie = answer.cookie.ok_or_else(|| Failure::new("Signing in gave no session cookie."))?;
        self.cookies.insert(who.to_owned(), cookie.clone());
        Ok(cookie)
    }

    /// Lets everybody of the plan join who has not yet.
    pub(crate) fn all_join(&mut self) -> Outcome {
        for person in self.plan.people() {
            self.cookie(&person.key)?;
        }
        Ok(())
    }

    /// The token of somebody's invitation that still works. Waits for the mail where the portal knows the person and has
    /// not let them in: somebody just added is mailed within a second or two.
    fn invitation(&self, email: &str) -> Outcome<Option<String>> {
        let path = format!("/dev/mail.json?to={email}");
        for _ in 0..ATTEMPTS {
            let call = Call { method: "GET", path: &path, cookie: None, headers: &[], body: Body::Nothing };
            let mails = self.api.send(&call)?.body;
            let texts = mails.as_array().into_iter().flatten().filter_map(|mail| mail["text"].as_str());
            let mut tokens = texts.filter_map(token_in).peekable();
            if tokens.peek().is_none() && email != self.plan.admin.email {
                std::thread::sleep(PAUSE);
                continue;
            }
            for token in tokens {
                let asked = json!({ "purpose": "invite", "token": token });
                if self.post("/api/auth/link", &asked)?.body["state"] == "ready" {
                    return Ok(Some(token.to_owned()));
                }
            }
            return Ok(None);
        }
        Ok(None)
    }

    fn join(&self, person: &Person, token: &str) -> Outcome<Answer> {
        let joining = json!({ "invite": token, "password": person.password });
        accepted(&format!("Joining as {}", person.email), self.post("/api/auth/register", &joining)?)
    }

    fn sign_in(&self, person: &Person) -> Outcome<Answer> {
        let login = json!({ "tenant": self.plan.slug, "email": person.email, "password": person.password });
        accepted(&format!("Signing in as {}", person.email), self.post("/api/auth/login", &login)?)
    }

    fn post(&self, path: &str, body: &Value) -> Outcome<Answer> {
        self.api.send(&Call { method: "POST", path, cookie: None, headers: &[], body: Body::Json(body) })
    }
}

/// The token in the text of an invitation.
fn token_in(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("/portal/register?invite=")?;
    rest.split(|letter: char| letter.is_whitespace() || letter == '&').next()
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
