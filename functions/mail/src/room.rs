//! What the area knows of others: the composition root hands it in.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::mail::{AreaMails, Brands};
use shared::problem::Problem;

/// The areas that write mails, and the tenants' looks.
#[derive(Clone)]
pub struct Room {
    /// The areas.
    pub areas: Vec<Arc<dyn AreaMails>>,
    /// The looks.
    pub brands: Arc<dyn Brands>,
}

impl<S: Send + Sync> FromRequestParts<S> for Room {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let room = parts.extensions.get::<Self>().cloned();
        room.ok_or_else(|| Problem::internal("the router was built without its room"))
    }
}
