//! Tickets that were ordered for something, and who hears of it when they are done.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::id::RequestId;
use shared::order::FollowTicket;
use shared::problem::Problem;

use crate::model::Ticket;

/// Who hears of it.
#[derive(Clone, Copy)]
pub(crate) struct Follower(pub(crate) FollowTicket);

impl<S: Send + Sync> FromRequestParts<S> for Follower {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let follower = parts.extensions.get::<Self>().copied();
        follower.ok_or_else(|| Problem::internal("the router was built without its follower"))
    }
}

/// What a ticket was ordered for, where turning `before` into `after` finishes it or opens it again.
pub(super) fn followed(before: &Ticket, after: &Ticket) -> Option<(RequestId, bool)> {
    let finished = after.status().is_finished();
    let request = after.request.clone().filter(|_| before.status().is_finished() != finished)?;
    Some((request, finished))
}
