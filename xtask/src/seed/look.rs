//! Branding, logo and canned replies.

use serde_json::Value;

use super::{
    actors::{Actors, id_in},
    api::Body,
    journal::Journal,
    plan::Plan,
};
use crate::failure::Outcome;

const LOGO: &[u8] = include_bytes!("../../seed/logo.svg");

/// Enters how the tenant looks and what its staff answers often.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    let admin = plan.admin.key.as_str();
    if !plan.branding.is_empty() {
        journal.step("branding", |_| {
            let wanted = Value::Object(plan.branding.clone());
            change(actors, admin, "/api/manage/branding", Body::Json(&wanted))
        })?;
        journal.step("logo", |_| {
            let logo = Body::Bytes { content_type: "image/svg+xml", bytes: LOGO };
            change(actors, admin, "/api/manage/branding/logo", logo)
        })?;
    }
    for (at, reply) in plan.canned_replies.iter().enumerate() {
        journal.step(&format!("reply/{at}"), |key| {
            actors.create(admin, "/api/manage/canned-replies", key, reply)
        })?;
    }
    Ok(())
}

/// Changes the branding in the version that is there now.
fn change(actors: &mut Actors<'_>, admin: &str, path: &str, body: Body<'_>) -> Outcome<String> {
    let found = actors.send(admin, "GET", "/api/manage/branding", &[], Body::Nothing)?;
    let version = found.etag.unwrap_or_default();
    Ok(id_in(&actors.send(admin, "PUT", path, &[("if-match", &version)], body)?.body))
}
