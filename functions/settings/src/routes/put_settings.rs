//! `PUT /api/manage/settings` – an admin saves the settings.

use axum::extract::State;
use serde_json::{Value, json};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, RequiredIfMatch, WithETag, WriteProblems, email, optional_line};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::store::StoreError;
use shared::tenant::{AUDIT_DAYS, MailSender, SESSION_HOURS, TenantSettings};
use shared::zone::zone_name;

use crate::model::{Settings, SettingsUpdate};

/// Characters of a sender's name at most.
const NAME_LENGTH: usize = 100;

/// Save the tenant's settings
///
/// `If-Match: "0"` says that nothing had been saved yet.
#[utoipa::path(put, path = "/api/manage/settings", tag = "settings", operation_id = "settings_update",
    params(("If-Match" = String, Header)),
    request_body = SettingsUpdate,
    responses((status = 200, body = Settings, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_settings(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
    Body(asked): Body<SettingsUpdate>,
) -> Result<WithETag<Settings>, Problem> {
    let wanted = checked(asked)?;
    let scope = staff.scope();
    let read = app.store.get::<TenantSettings>(scope, TenantSettings::ID).await?;
    let version = read.as_ref().map_or(0, |read| read.version);
    expected.check(version)?;
    let before = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
    let mut batch = app.store.batch(scope);
    match &read {
        Some(read) => batch.replace(read, &wanted),
        None => batch.create(&wanted),
    };
    let id = TenantSettings::ID;
    batch
        .audit_with(&staff.person().actor(), "settings.update", id, changes(&before, &wanted))
        .event(Event::new("settings.updated", id, version + 1, Audience::staff()));
    match app.store.commit(batch).await {
        Ok(_) => {}
        // Somebody else saved the first settings in between.
        Err(StoreError::Conflict { .. }) => return Err(Problem::Stale),
        Err(error) => return Err(error.into()),
    }
    app.directory.forget(scope.tenant()).await;
    Ok(WithETag::ok(version + 1, Settings::of(version + 1, &wanted)))
}

fn checked(asked: SettingsUpdate) -> Result<TenantSettings, Problem> {
    let mut wrong = Fields::default();
    if !(1..=SESSION_HOURS).contains(&asked.session_hours) {
        wrong.add("session_hours", format!("Choose 1 to {SESSION_HOURS} hours."));
    }
    if !asked.sign_in.password && !asked.sign_in.hub {
        wrong.add("sign_in.password", "Leave one way of signing in open.");
    }
    let name = optional_line(&mut wrong, "mail.name", asked.mail.name.as_deref(), NAME_LENGTH);
    let reply_to = asked.mail.reply_to.as_deref().filter(|text| !text.trim().is_empty());
    let reply_to = reply_to.map(|text| email(&mut wrong, "mail.reply_to", text));
    if asked.retention.audit_days.is_some_and(|days| !AUDIT_DAYS.contains(&days)) {
        wrong.add(
            "retention.audit_days",
            format!("Choose {} to {} days.", AUDIT_DAYS.start(), AUDIT_DAYS.end()),
        );
    }
    let time_zone = asked.time_zone.and_then(|zone| zone_name(&mut wrong, "time_zone", &zone));
    wrong.ok(TenantSettings {
        session_hours: asked.session_hours,
        sign_in: asked.sign_in,
        mail: MailSender { name, reply_to },
        retention: asked.retention,
        time_zone,
    })
}

/// Setting → before and after, for the audit log.
fn changes(before: &TenantSettings, after: &TenantSettings) -> Value {
    let all = [
        ("session_hours", json!([before.session_hours, after.session_hours])),
        ("password_sign_in", json!([before.sign_in.password, after.sign_in.password])),
        ("hub_sign_in", json!([before.sign_in.hub, after.sign_in.hub])),
        ("sender_name", json!([before.mail.name, after.mail.name])),
        ("reply_to", json!([before.mail.reply_to, after.mail.reply_to])),
        ("audit_days", json!([before.retention.audit_days, after.retention.audit_days])),
        ("time_zone", json!([before.time_zone, after.time_zone])),
    ];
    let changed = all.into_iter().filter(|(_, both)| both[0] != both[1]);
    Value::Object(changed.map(|(name, both)| (name.to_owned(), both)).collect())
}
