//! Server-sent events: what happens in a tenant, filtered for one listener.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt, stream};
use serde::Serialize;
use shared::app::App;
use shared::callback::CALLBACK;
use shared::id::UserId;
use shared::live::{Announcement, Live};
use shared::problem::Problem;
use shared::session::{AnyStaff, ClientScope};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::Instant;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::store::{ChangeKind, Extra};

/// A line is sent this often, so that nothing on the way takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A session that has ended, and rights that have changed, are noticed within this time.
const CHECK: Duration = Duration::from_secs(60);
/// Streams that one person may have open.
const MOST: u8 = 20;

/// A changed ticket.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketChange {
    /// Its id.
    ticket: String,
    /// The caller's version of it.
    version: u64,
    /// What sort of change it was.
    change: ChangeKind,
}

/// Something else that changed: pages read it anew by its id.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaChange {
    /// What sort of thing, as `announcement`: the first word of the event's name.
    area: String,
    /// Its id.
    id: String,
}

/// What the stream's events carry: `ticket` the one, `change` the other.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the stream")]
pub(crate) enum LiveChange {
    /// Of the event `ticket`.
    Ticket(TicketChange),
    /// Of the event `change`.
    Area(AreaChange),
}

/// Streams of one process behind the Functions host, which hands on at most 100 requests at once (`host.json`): an open
/// stream is one of them for as long as it lasts, and signing in must not wait for it.
const MOST_BEHIND_THE_HOST: usize = 40;
/// Streams of one process that answers browsers itself.
const MOST_ALONE: usize = 10_000;

/// Streams that are open in this process, by person.
#[derive(Clone, Default)]
pub(crate) struct Listeners(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    by_person: HashMap<UserId, u8>,
    all: usize,
}

/// One open stream.
struct Seat {
    listeners: Listeners,
    who: UserId,
}

impl Listeners {
    /// A seat for a person; none where the process has `most` streams open.
    fn sit(&self, who: &UserId, most: usize) -> Result<Option<Seat>, Problem> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.all >= most {
            return Ok(None);
        }
        let count = open.by_person.entry(who.clone()).or_default();
        if *count >= MOST {
            return Err(Problem::RateLimited {
                retry_after: CHECK,
                detail: "The portal is open in too many windows. Close some of them.".into(),
            });
        }
        *count += 1;
        open.all += 1;
        Ok(Some(Seat { listeners: self.clone(), who: who.clone() }))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.listeners.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        if let Some(count) = open.by_person.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                open.by_person.remove(&self.who);
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Listeners {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let listeners = parts.extensions.get::<Self>().cloned();
        listeners.ok_or_else(|| Problem::internal("the router was built without its listeners"))
    }
}

/// The answer: changes that the caller may hear of, for as long as their session lasts. `204` where this process has as
/// many streams open as it may: an `EventSource` does not come back then, and the page asks from time to time instead.
pub(crate) fn stream(
    app: &App,
    caller: Caller,
    listeners: &Listeners,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let most = if app.settings.functions_host { MOST_BEHIND_THE_HOST } else { MOST_ALONE };
    let Some(seat) = listeners.sit(&caller.user().id, most)? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let listener = Listener::new(app, caller, seat, headers, CHECK);
    // Something to send at once: the headers reach the browser through whatever buffers on the way.
    let hello = stream::iter([Event::default().comment("listening")]);
    let events = hello.chain(listener.events()).map(Ok::<_, Infallible>);
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE).text("keep-alive");
    Ok(Sse::new(events).keep_alive(keep_alive).into_response())
}

struct Listener {
    live: Live,
    receiver: Receiver<Arc<Announcement>>,
    next_check: Instant,
    check: Duration,
    app: App,
    caller: Caller,
    session: HeaderMap,
    _seat: Seat,
}

impl Listener {
    fn new(app: &App, caller: Caller, seat: Seat, headers: &HeaderMap, check: Duration) -> Self {
        let mut session = HeaderMap::new();
        session.extend(headers.get(header::COOKIE).map(|cookie| (header::COOKIE, cookie.clone())));
        Self {
            _seat: seat,
            live: app.store.live().clone(),
            receiver: app.store.live().listen(),
            next_check: Instant::now() + check,
            check,
            app: app.clone(),
            caller,
            session,
        }
    }

    fn events(self) -> impl Stream<Item = Event> {
        stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((event, listener))
        })
    }

    /// The next event; `None` once the session is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                biased;
                () = self.live.closed() => return None,
                () = tokio::time::sleep_until(self.next_check) => {
                    self.next_check = Instant::now() + self.check;
                    match self.asked_again().await {
                        Ok(caller) => self.caller = caller,
                        Err(Problem::Unauthorized | Problem::Forbidden(_)) => return None,
                        // The store may be away for a moment; the next check decides.
                        Err(_) => {}
                    }
                }
                heard = self.receiver.recv() => match heard {
                    Ok(announcement) => {
                        if let Some(event) = self.told(&announcement) {
                            return Some(event);
                        }
                    }
                    Err(RecvError::Lagged(_)) => {
                        // Reading everything anew covers what is still in the backlog.
                        self.receiver = self.receiver.resubscribe();
                        return Some(Event::default().event("reload").data("{}"));
                    }
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// The caller as a fresh request would prove them.
    async fn asked_again(&self) -> Result<Caller, Problem> {
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.headers = self.session.clone();
        if self.caller.is_staff() {
            AnyStaff::from_request_parts(&mut parts, &self.app).await.map(|staff| Caller::from(&staff))
        } else {
            ClientScope::from_request_parts(&mut parts, &self.app).await.map(|client| Caller::from(&client))
        }
    }

    fn told(&self, announcement: &Announcement) -> Option<Event> {
        let event = &announcement.event;
        let own = announcement.tenant == self.caller.scope().tenant().as_str();
        if !own || !self.caller.hears(&event.audience) {
            return None;
        }
        let area = event.name.split('.').next().unwrap_or_default();
        if area != "ticket" {
            // What staff publish, and what other systems were told. The rest is nothing that open pages show, or not for
            // all who would hear it here.
            if event.audience.shown_to.is_none() && area != CALLBACK.name {
                return None;
            }
            let change = AreaChange { area: area.to_owned(), id: event.object.clone() };
            return Event::default().event("change").json_data(change).ok();
        }
        let extra: Extra = serde_json::from_value(event.data.clone()).ok()?;
        let version = if self.caller.is_staff() { event.version } else { extra.client_version };
        let change = TicketChange { ticket: event.object.clone(), version, change: extra.change };
        Event::default().event("ticket").json_data(change).ok()
    }
}

#[cfg(test)]
mod tests {
    use shared::account::User;
    use shared::store::Store;
    use shared::tenant::Scope;
    use shared_testing::Who;

    use super::*;
    use crate::tests::desk::desk;

    /// Voids every token of the person.
    async fn sign_out_everywhere(store: &Store, scope: &Scope, person: &UserId) {
        let stored = store.get::<User>(scope, person.as_str()).await.unwrap().unwrap();
        let mut changed = stored.value.clone();
        changed.epoch += 1;
        let mut batch = store.batch(scope);
        batch.replace(&stored, &changed);
        store.commit(batch).await.unwrap();
    }

    #[tokio::test]
    async fn sec_15_a_stream_ends_soon_after_its_session() {
        let app = desk().await;
        let mut headers = HeaderMap::new();
        let cookie = format!("portal_session={}", app.token(Who::User));
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.headers = headers.clone();
        let client = ClientScope::from_request_parts(&mut parts, &app.state).await.unwrap();
        let check = Duration::from_millis(20);
        let caller = Caller::from(&client);
        let seat = Listeners::default().sit(&caller.user().id, 1).unwrap().unwrap();
        let listener = Listener::new(&app.state, caller, seat, &headers, check);
        let mut events = Box::pin(listener.events());
        let wait = Duration::from_millis(200);
        assert!(
            tokio::time::timeout(wait, events.next()).await.is_err(),
            "it goes on while the session does"
        );
        let scope = app.scope("acme").await;
        sign_out_everywhere(&app.state.store, &scope, &app.person(Who::User).id).await;
        let end = tokio::time::timeout(Duration::from_secs(5), events.next()).await;
        assert!(end.expect("it ends in time").is_none());
    }

    #[test]
    fn a_full_process_has_no_seat_until_one_is_free() {
        let listeners = Listeners::default();
        let (one, other) = (
            UserId::parse("usr_01M8PC0000000000000000000A"),
            UserId::parse("usr_01M8PC0000000000000000000B"),
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        let first = listeners.sit(&one, 2).unwrap().unwrap();
        let _second = listeners.sit(&other, 2).unwrap().unwrap();
        assert!(listeners.sit(&other, 2).unwrap().is_none());
        drop(first);
        assert!(listeners.sit(&one, 2).unwrap().is_some());
    }
}
