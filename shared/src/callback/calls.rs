//! How callbacks go out.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use bytes::Bytes;
use serde_json::json;

use super::area::{AreaCallbacks, Said};
use super::model::Callback;
use super::sign::sign;
use crate::app::App;
use crate::audit::Actor;
use crate::egress::Call;
use crate::outbox::{DeliveryState, Job, Queue, Undelivered, Way};
use crate::problem::Problem;
use crate::service_key;
use crate::store::Batch;
use crate::tenant::{Scope, Tenant};

/// Callbacks, by the one client for addresses that somebody typed.
pub(crate) struct Calls<'a>(pub(crate) &'a [Arc<dyn AreaCallbacks>]);

#[async_trait]
impl Way for Calls<'_> {
    type Parcel = Callback;
    type Kit = ();

    const PAGE: u32 = 24;
    // Itself, a line of the audit log, and an event.
    const NOTE: usize = 3;

    fn queue(&self) -> Queue {
        Queue::Calls
    }

    fn is_open(&self) -> bool {
        true
    }

    async fn kit(&self, _: &App, _: &Tenant) -> Result<(), Problem> {
        Ok(())
    }

    async fn carry(&self, job: Job<'_, Callback, ()>) -> Result<(), Undelivered> {
        let Job { app, tenant, scope, parcel, .. } = job;
        let area = self.0.iter().find(|area| area.writes(&parcel.name));
        let area =
            area.ok_or_else(|| Undelivered::Never("This kind of callback no longer exists.".into()))?;
        let secrets = service_key::callback_secrets(app, scope, parcel.installation).await;
        let secrets = secrets.map_err(|error| Undelivered::Later(unavailable(&error)))?;
        if secrets.is_empty() {
            let why = "No service key holds that may push policies and signs callbacks. Make a new one.";
            return Err(Undelivered::Later(why.into()));
        }
        let target = app.egress.kept(&parcel.url).map_err(|error| Undelivered::Later(error.to_string()))?;
        let data = area.data(Said { app, tenant, scope, callback: parcel }).await?;
        let body = json!({ "type": parcel.name, "timestamp": parcel.at, "data": data });
        let body = Bytes::from(body.to_string());
        let at = app.clock.now().as_second();
        let signatures: Vec<String> =
            secrets.iter().filter_map(|secret| sign(secret, parcel.id.as_str(), at, &body)).collect();
        let headers = headers(parcel, at, &signatures.join(" "));
        let headers = headers.ok_or_else(|| Undelivered::Never("Its headers cannot be written.".into()))?;
        // What the receiver says beside its status is nobody's business here.
        let call = Call { method: Method::POST, target: &target, headers, body, at_most: 0 };
        match app.egress.send(call).await.map_err(|error| Undelivered::Later(error.to_string()))?.status {
            200..=299 => Ok(()),
            410 => Err(Undelivered::Never("The receiver answered 410: it wants no more of it.".into())),
            status @ 300..=399 => Err(Undelivered::Later(format!(
                "The receiver answered {status}. Redirects are not followed."
            ))),
            status => Err(Undelivered::Later(format!("The receiver answered {status}."))),
        }
    }

    fn note(&self, batch: &mut Batch<'_>, callback: &Callback, version: u64) {
        let posting = &callback.posting;
        let action = match posting.state() {
            DeliveryState::Sent => "callback.deliver",
            _ => "callback.give_up",
        };
        let detail = json!({
            "callback": callback.id, "name": callback.name, "url": callback.url, "attempts": posting.attempts,
            "reason": posting.last_error,
        });
        batch.audit_with(&Actor::operator(), action, &callback.object, detail).event(callback.news(version));
    }

    async fn reached(&self, _: &App, _: &Scope, _: &Callback, _: Option<&str>) {}
}

fn headers(callback: &Callback, at: i64, signature: &str) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("webhook-id", HeaderValue::from_str(callback.id.as_str()).ok()?);
    headers.insert("webhook-timestamp", HeaderValue::from(at));
    headers.insert("webhook-signature", HeaderValue::from_str(signature).ok()?);
    Some(headers)
}

fn unavailable(error: &crate::store::StoreError) -> String {
    tracing::warn!(%error, "the keys that sign callbacks could not be read");
    "The portal's own store did not answer.".to_owned()
}
