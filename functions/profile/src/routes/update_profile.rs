//! `PATCH /api/profile` – a person changes what the portal knows of them.

use axum::extract::State;
use serde::{Deserialize, Deserializer};
use serde_json::json;
use shared::account::{Language, Notifications, User, person_name};
use shared::app::App;
use shared::company::CompanyPeople;
use shared::http::{Body, PHONE_LENGTH, RequiredIfMatch, WithETag, WriteProblems, is_phone, optional_line};
use shared::problem::{Fields, Problem};
use shared::session::Person;
use shared::store::sort_key;
use shared::zone::zone_name;
use utoipa::ToSchema;

use crate::change::change;
use crate::model::Profile;

const KEPT: &str = "Your provider manages this name in its own system. Ask your provider to change it.";

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileUpdate {
    /// The name.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100, nullable = false)]
    name: Option<String>,
    /// The phone number; null for none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 40)]
    phone: Option<Option<String>>,
    /// The language; null lets the browser decide.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Language>)]
    language: Option<Option<Language>>,
    /// The IANA time zone; null lets the browser decide.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 64)]
    time_zone: Option<Option<String>>,
    /// Which mails the person wants.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Notifications>, nullable = false)]
    notifications: Option<Notifications>,
}

/// Tells a field that is null from one that is absent.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Change one's own profile
///
/// If the provider's PSA manages the person's name (`name_kept_by_provider`), a different name is refused with 422.
#[utoipa::path(patch, path = "/api/profile", tag = "profile", operation_id = "profile_update",
    params(("If-Match" = String, Header)),
    request_body = ProfileUpdate,
    responses((status = 200, body = Profile, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn update_profile(
    person: Person,
    State(app): State<App>,
    expected: RequiredIfMatch,
    Body(asked): Body<ProfileUpdate>,
) -> Result<WithETag<Profile>, Problem> {
    let wanted = checked(asked)?;
    let renamed = wanted.name.as_ref().is_some_and(|name| *name != person.user().name);
    if renamed && CompanyPeople::keeps_name(&app.store, &person.own_scope(), person.user()).await? {
        return Err(Problem::field("name", KEPT));
    }
    let changed =
        change(&app, &person, expected, "profile.update", |user| apply(user, &wanted), changes, |_| {})
            .await?;
    let profile = Profile::read(&app, &person, &changed).await?;
    Ok(WithETag::ok(profile.version, profile))
}

fn checked(asked: ProfileUpdate) -> Result<ProfileUpdate, Problem> {
    let mut wrong = Fields::default();
    let name = asked.name.map(|name| person_name(&mut wrong, "name", &name));
    let phone = asked.phone.map(|phone| {
        let phone = optional_line(&mut wrong, "phone", phone.as_deref(), PHONE_LENGTH)?;
        if !is_phone(&phone) {
            wrong.add("phone", "Use digits, spaces and + - / ( ) only.");
        }
        Some(phone)
    });
    let time_zone = asked.time_zone.map(|zone| zone_name(&mut wrong, "time_zone", &zone?));
    wrong.ok(ProfileUpdate { name, phone, time_zone, ..asked })
}

fn apply(user: &User, wanted: &ProfileUpdate) -> User {
    let mut changed = user.clone();
    if let Some(name) = &wanted.name {
        changed.name.clone_from(name);
        changed.sort_name = sort_key(name);
    }
    if let Some(phone) = &wanted.phone {
        changed.phone.clone_from(phone);
    }
    if let Some(language) = wanted.language {
        changed.language = language;
    }
    if let Some(zone) = &wanted.time_zone {
        changed.time_zone.clone_from(zone);
    }
    if let Some(notifications) = wanted.notifications {
        changed.notifications = notifications;
    }
    changed
}

/// Field → before and after, for the audit log.
fn changes(before: &User, after: &User) -> serde_json::Value {
    let all = [
        ("name", json!([before.name, after.name])),
        ("phone", json!([before.phone, after.phone])),
        ("language", json!([before.language, after.language])),
        ("time_zone", json!([before.time_zone, after.time_zone])),
        ("notifications", json!([before.notifications, after.notifications])),
    ];
    let changed = all.into_iter().filter(|(_, both)| both[0] != both[1]);
    serde_json::Value::Object(changed.map(|(field, both)| (field.to_owned(), both)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_other_text() {
        for (text, good) in
            [("+49 (30) 123-456/7", true), ("911", true), ("call me", false), ("+", false), ("<b>1", false)]
        {
            assert_eq!(is_phone(text), good, "{text}");
        }
    }
}
