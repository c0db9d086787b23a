//! What is told to the system that pushed a policy: each signature and refusal, and that all have signed.

mod complete;
mod data;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::callback::{AreaCallbacks, Callback, Said};
use shared::id::{CallbackId, PolicyId, SignatureId, UserId};
use shared::mail::Heard;
use shared::outbox::{Posting, Undelivered};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::store::StoreError;

use crate::model::{Policy, Signature};

pub(crate) use complete::complete;

const SIGNED: &str = "document.signed";
const DECLINED: &str = "document.declined";
const COMPLETED: &str = "document.completed";
/// Policies of which it is remembered who is missing.
const REMEMBERED: usize = 1_000;

/// The area's callbacks.
pub struct Callbacks {
    press: Press,
    missing: Missing,
}

impl Callbacks {
    /// `press` prints what was signed.
    #[must_use]
    pub fn new(press: Press) -> Self {
        Self { press, missing: Missing::default() }
    }
}

/// Somebody who had not signed when all were looked at last, by policy. While they have not, nobody else need be looked
/// at: so a thousand signatures do not read a thousand people each.
#[derive(Default)]
pub(crate) struct Missing(Mutex<BTreeMap<PolicyId, (u32, UserId)>>);

impl Missing {
    fn of(&self, policy: &PolicyId, version: u32) -> Option<UserId> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(policy).filter(|(of, _)| *of == version).map(|(_, user)| user.clone())
    }

    fn note(&self, policy: &PolicyId, version: u32, user: UserId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(policy.clone(), (version, user));
    }
}

/// What a callback is written from.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    external_id: String,
    external_version: u32,
    version: u32,
    /// The one signature or refusal; absent where it is about all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signature: Option<SignatureId>,
    /// The latest moment of the signatures that it is about.
    through: jiff::Timestamp,
}

/// A callback about a policy; `None` where nobody wants one.
fn callback(
    policy: &Policy,
    (id, name, order): (CallbackId, &str, String),
    (version, signature): (u32, Option<SignatureId>),
    (through, now): (jiff::Timestamp, jiff::Timestamp),
) -> Result<Option<Callback>, Problem> {
    let (Some(receiver), Some(external)) = (&policy.receiver, &policy.external) else { return Ok(None) };
    let Some(sent) = receiver.sent(version) else { return Ok(None) };
    let about =
        About { external_id: external.id.clone(), external_version: sent, version, signature, through };
    Ok(Some(Callback {
        id,
        name: name.to_owned(),
        object: policy.id.to_string(),
        url: receiver.url.clone(),
        installation: receiver.installation,
        at: through,
        about: serde_json::to_value(about).map_err(Problem::internal)?,
        posting: Posting::new(order, now),
    }))
}

#[async_trait]
impl AreaCallbacks for Callbacks {
    async fn on_event(&self, heard: Heard<'_>) -> Result<bool, Problem> {
        let Heard { app, scope, event, .. } = heard;
        let Some(policy) = PolicyId::parse(&event.object) else { return Ok(false) };
        let after = event.id.clone();
        match event.name.as_str() {
            SIGNED | DECLINED => {
                let kept = self.one(heard, &policy).await?;
                let all =
                    event.name == SIGNED && complete(app, scope, &policy, after, Some(&self.missing)).await?;
                Ok(kept || all)
            }
            // Another version or audience: those who are asked now may all have signed already.
            "document.published" | "document.changed" => complete(app, scope, &policy, after, None).await,
            _ => Ok(false),
        }
    }

    fn writes(&self, name: &str) -> bool {
        [SIGNED, DECLINED, COMPLETED].contains(&name)
    }

    async fn data(&self, said: Said<'_>) -> Result<Value, Undelivered> {
        let about: About = serde_json::from_value(said.callback.about.clone())
            .map_err(|_| Undelivered::Never("What it is about can no longer be read.".into()))?;
        data::data(&self.press, said, &about).await
    }
}

impl Callbacks {
    /// Keeps the callback about one signature or refusal, once for each event.
    async fn one(&self, heard: Heard<'_>, policy: &PolicyId) -> Result<bool, Problem> {
        let Heard { app, scope, event, .. } = heard;
        let signature = event.data["signature"].as_str().and_then(SignatureId::parse);
        let Some(signature) = signature else { return Ok(false) };
        let mut found = app.store.read(scope, &[policy.to_string(), signature.to_string()]).await?;
        let Some(policy) = found.take::<Policy>(policy.as_str())? else { return Ok(false) };
        let Some(signature) = found.take::<Signature>(signature.as_str())? else { return Ok(false) };
        let what = (id_of(&policy.value.id, &signature.value.id), event.name.as_str(), event.id.clone());
        let of = (signature.value.version, Some(signature.value.id));
        let mut batch = app.store.batch(scope);
        let Some(one) = callback(&policy.value, what, of, (signature.value.at, batch.now()))? else {
            return Ok(false);
        };
        one.add_to(&mut batch);
        match app.store.commit(batch).await {
            // Kept before, by a run that was cut short or by another machine.
            Ok(_) | Err(StoreError::Conflict { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }
}

/// The id of the callback about a signature or refusal: none is told twice.
fn id_of(policy: &PolicyId, signature: &SignatureId) -> CallbackId {
    CallbackId::named(policy.as_str(), signature.as_str())
}

/// What is said of the policy in every callback.
fn heading(said: Said<'_>, about: &About, title: &str, issuer: &str) -> Value {
    json!({
        "tenant": said.tenant.slug,
        "policy": said.callback.object,
        "external_id": about.external_id,
        "external_version": about.external_version,
        "version": about.version,
        "title": title,
        "issuer": issuer,
    })
}
