//! Whom the page shows that sends a request: compared with the session, so that a page of one person never acts as
//! another who has signed in since, in the same browser.

use axum::http::HeaderMap;

use super::Person;
use crate::problem::Problem;

/// The header in which a page names whom it shows. Whoever sends none is not compared.
pub const SHOWN: &str = "x-portal-person";

impl Person {
    /// What a page that shows this person sends as [`SHOWN`]: the person's id; where staff act in their name, also the
    /// id of the member of staff, since such a session is neither's own.
    #[must_use]
    pub fn shown_as(&self) -> String {
        match &self.claims.act {
            Some(act) => format!("{}/{}", self.claims.sub, act.sub),
            None => self.claims.sub.to_string(),
        }
    }

    /// Refuses a request of a page that shows somebody else.
    pub fn check_shown(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let own = self.shown_as();
        let same = |value: &axum::http::HeaderValue| value.as_bytes() == own.as_bytes();
        if headers.get_all(SHOWN).iter().all(same) { Ok(()) } else { Err(Problem::OtherPerson) }
    }
}
