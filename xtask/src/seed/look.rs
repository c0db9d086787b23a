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
            let found = actors.send(admin, "GET", "/api/manage/branding", &[], Body::Nothing)?;
            let etag = found.etag.unwrap_or_else(|| "*".to_owned());
            let wanted = Value::Object(plan.branding.clone());
            let path = "/api/manage/branding";
            let answer = actors.send(admin, "PUT", path, &[("if-match", &etag)], Body::Json(&wanted))?;
            Ok(id_in(&answer.body))
        })?;
        journal.step("logo", |_| {
            let body = Body::Bytes { content_type: "image/svg+xml", bytes: LOGO };
            let answer = actors.send(admin, "PUT", "/api/manage/branding/logo", &[], body)?;
            Ok(id_in(&answer.body))
        })?;
    }
    for (at, reply) in plan.canned_replies.iter().enumerate() {
        journal.step(&format!("reply/{at}"), |key| {
            actors.create(admin, "/api/manage/canned-replies", key, reply)
        })?;
    }
    Ok(())
}
