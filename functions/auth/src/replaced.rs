//! The session that a browser gives up by signing in anew. Its cookie is overwritten, so nobody could sign out of it any
//! more, and whoever has kept the cookie would go on being let in.

use shared::app::App;
use shared::session::Person;

use crate::account_change::change_account;
use crate::origin::Origin;

/// Ends the session that the browser had before. Somebody is signed in already: a failure is logged and not told.
pub(crate) async fn end_replaced(app: &App, origin: &Origin) {
    let Some(token) = origin.session() else { return };
    let Ok(person) = Person::of_token(app, token, origin.address.clone()).await else { return };
    // Acting in somebody's name ends in a way of its own.
    if person.claims.act.is_some() {
        return;
    }
    let sid = &person.claims.sid;
    let ended = change_account(app, &person, ("session.close", "session.closed"), |user| {
        let mut user = user.clone();
        user.sessions.retain(|session| session.id != *sid);
        Ok((user, ()))
    });
    if let Err(problem) = ended.await {
        tracing::warn!(?problem, tenant = %person.claims.tenant, "a replaced session goes on until it expires");
    }
}
