//! What accounts say by mail: invitations, links for a new password, and what its owner must hear of at once.

use std::sync::LazyLock;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Deserialize;
use shared::account::{CompanyRef, EmailChange, Language, Role, USER, User, plain_name};
use shared::app::App;
use shared::event::Event;
use shared::mail::{AreaMails, Heard, Message, Outgoing, Say, Topic, Words};
use shared::problem::Problem;
use shared::store::Query;
use shared::tenant::Scope;
use shared::token::Recipe;

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// Where an invitation leads; the token takes the place's place.
const JOIN: &str = "/portal/register?invite={token}";
/// Where a link for a new password leads.
const RESET: &str = "/portal/reset-password?token={token}";
/// Where a new email is confirmed.
const CONFIRM: &str = "/portal/confirm-email?token={token}";
/// Where the old address objects; the change's id follows.
const OBJECT: &str = "/portal/object-email?token={token}&change=";

const OURS: [&str; 10] = [
    "user.invited",
    "user.invitation_blocked",
    "team.limit_reached",
    "password.forgotten",
    "password.changed",
    "session.new_device",
    "email.asked",
    "email.change_blocked",
    "email.announced",
    "email.objected",
];

/// Admins who are told of an objection at most.
const ADMINS: u32 = 50;

/// The area's mails.
pub struct Mails;

/// What the events carry.
#[derive(Deserialize)]
struct Link {
    link: Recipe,
    #[serde(default)]
    by: Option<String>,
}

/// What an event about a new email carries.
#[derive(Deserialize)]
struct NewEmail {
    change: EmailChange,
    link: Recipe,
}

/// What an objection's event carries.
#[derive(Deserialize)]
struct Objected {
    email: String,
    result: String,
}

/// Data of the event of an invitation to somebody with an account elsewhere.
#[derive(Deserialize)]
struct Elsewhere {
    company: CompanyRef,
    by: String,
}

/// Data of the event of a reached invitation limit.
#[derive(Deserialize)]
struct LimitReached {
    limit: String,
    company: String,
    by: String,
}

#[derive(Default, Deserialize)]
struct Place {
    #[serde(default)]
    device: String,
    #[serde(default)]
    address: Option<String>,
}

#[async_trait]
impl AreaMails for Mails {
    fn is_urgent(&self, event: &Event) -> bool {
        OURS.contains(&event.name.as_str())
    }

    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let Heard { app, scope, tenant, event } = heard;
        if !OURS.contains(&event.name.as_str()) {
            return Ok(());
        }
        if event.name == "team.limit_reached" {
            return tell_of_limit(heard, outgoing).await;
        }
        let Some(user) = app.store.get::<User>(scope, &event.object).await?.map(|stored| stored.value) else {
            return Ok(());
        };
        let provider = tenant.name.as_str();
        match event.name.as_str() {
            "email.asked" | "email.announced" => {
                about_new_email(event, &user, provider, outgoing);
                return Ok(());
            }
            "email.objected" => return tell_admins(heard, &user, outgoing).await,
            "email.change_blocked" => {
                let asker = event.data["user"].as_str().unwrap_or_default();
                outgoing.once_to(&format!("asked-elsewhere.{asker}"), &user, |language| {
                    asked_elsewhere(&WORDS.speak(language), &user.name, provider)
                });
                return Ok(());
            }
            "user.invitation_blocked" => {
                let Ok(Elsewhere { company, by }) = serde_json::from_value(event.data.clone()) else {
                    return Ok(());
                };
                // One email, however often the company tries.
                outgoing.once_to(&format!("elsewhere.{}", company.id), &user, |language| {
                    elsewhere(&WORDS.speak(language), &user.name, (&by, &company.name), provider)
                });
                return Ok(());
            }
            _ => {}
        }
        let write = |language: Language| message(&WORDS.speak(language), event, &user.name, provider);
        if let Some(known) = write(user.language.unwrap_or_default()) {
            outgoing.to(&user, |_| known);
        }
        Ok(())
    }

    fn samples(&self, language: Language) -> Vec<Message> {
        let say = WORDS.speak(language);
        let (name, provider) = ("Dana Whitfield", "Northwind IT");
        vec![
            invited(&say, name, Some("Sam Okafor"), provider, None),
            forgotten(&say, name, None),
            changed(&say, name),
            asked(&say, name, &sample_change(), provider, None),
            announced(&say, name, &sample_change(), provider, None),
            objected(&say, "Sam Okafor", name, "dana@example.com", "restored"),
            asked_elsewhere(&say, name, provider),
            elsewhere(&say, name, ("María Fernández Ruiz", "Birch Bakery"), provider),
            limit_reached(
                &say,
                "Sam Okafor",
                ("María Fernández Ruiz", "Birch Bakery"),
                "day",
                "/admin/clients",
            ),
            new_device(
                &say,
                name,
                &Place { device: "Firefox on Windows".into(), address: Some("192.0.2.17".into()) },
            ),
        ]
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}

/// The mails of a new email: to the new address, or to the old one.
fn about_new_email(event: &Event, user: &User, provider: &str, outgoing: &mut Outgoing) {
    let Ok(NewEmail { change, link }) = serde_json::from_value(event.data.clone()) else { return };
    let say = WORDS.speak(user.language.unwrap_or_default());
    let (email, mail) = if event.name == "email.asked" {
        (change.to.clone(), asked(&say, &user.name, &change, provider, Some(link)))
    } else {
        (change.from.clone(), announced(&say, &user.name, &change, provider, Some(link)))
    };
    outgoing.to(&User { email, ..user.clone() }, |_| mail);
}

/// The provider's admins.
async fn admins(app: &App, scope: &Scope) -> Result<Vec<User>, Problem> {
    let admins = Query::of(&USER, "sort_name").ascending().eq("status", "active").eq("is_staff", true);
    let admins = admins.eq("role", Role::Admin.as_str()).limit(ADMINS);
    Ok(app.store.query::<User>(scope, admins).await?.items.into_iter().map(|admin| admin.value).collect())
}

/// Tells the provider's admins that a company cannot invite more people.
async fn tell_of_limit(heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let Heard { app, scope, event, .. } = heard;
    let Ok(LimitReached { limit, company, by }) = serde_json::from_value(event.data.clone()) else {
        return Ok(());
    };
    let page = format!("/admin/clients/{}", event.object);
    for admin in admins(app, scope).await? {
        outgoing.to(&admin, |language| {
            limit_reached(&WORDS.speak(language), &admin.name, (&by, &company), &limit, &page)
        });
    }
    Ok(())
}

/// Tells the provider's admins that somebody objected.
async fn tell_admins(heard: Heard<'_>, user: &User, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let Heard { app, scope, event, .. } = heard;
    let Ok(Objected { email, result }) = serde_json::from_value(event.data.clone()) else { return Ok(()) };
    for admin in admins(app, scope).await? {
        outgoing.to(&admin, |language| {
            objected(&WORDS.speak(language), &admin.name, &user.name, &email, &result)
        });
    }
    Ok(())
}

fn sample_change() -> EmailChange {
    EmailChange {
        id: String::new(),
        from: "dana@example.com".into(),
        to: "dana.whitfield@example.com".into(),
        by: "Sam Okafor".into(),
        by_staff: true,
        at: Timestamp::UNIX_EPOCH,
        ends_at: Timestamp::UNIX_EPOCH,
    }
}

fn message(say: &Say<'_>, event: &Event, name: &str, provider: &str) -> Option<Message> {
    let link = || serde_json::from_value::<Link>(event.data.clone()).ok();
    match event.name.as_str() {
        "user.invited" => {
            let Link { link, by } = link()?;
            Some(invited(say, name, by.as_deref(), provider, Some(link)))
        }
        "password.forgotten" => Some(forgotten(say, name, Some(link()?.link))),
        "password.changed" => Some(changed(say, name)),
        _ => Some(new_device(say, name, &serde_json::from_value(event.data.clone()).unwrap_or_default())),
    }
}

fn mail(say: &Say<'_>, kind: &str, name: &str) -> Message {
    about(say, kind, name, &say.text(&format!("{kind}.subject")))
}

fn about(say: &Say<'_>, kind: &str, name: &str, subject: &str) -> Message {
    Message::new(&format!("account.{kind}"), Topic::Account, subject)
        .paragraph(&say.with("hello", &[("name", name)]))
        .reason(&say.text("reason"))
}

fn leading(mail: Message, label: &str, path: &str, recipe: Option<Recipe>) -> Message {
    match recipe {
        Some(recipe) => mail.link_button(label, path, recipe),
        None => mail.button(label, "/"),
    }
}

/// The email to somebody who already has an account and was invited by a company that does not know that.
fn elsewhere(say: &Say<'_>, name: &str, (by, company): (&str, &str), provider: &str) -> Message {
    let with = [("by", by), ("company", company), ("provider", provider)];
    about(say, "elsewhere", name, &say.with("elsewhere.subject", &with))
        .paragraph(&say.with("elsewhere.text", &with))
        .paragraph(&say.with("elsewhere.what", &with))
        .button(&say.text("elsewhere.act"), "/")
}

/// The email to the owner of an address that somebody else wants to use for their account.
fn asked_elsewhere(say: &Say<'_>, name: &str, provider: &str) -> Message {
    mail(say, "asked_elsewhere", name)
        .paragraph(&say.with("asked_elsewhere.text", &[("provider", provider)]))
        .button(&say.text("elsewhere.act"), "/")
}

/// The mail to the provider's admins about a company that has reached a limit of invitations.
fn limit_reached(
    say: &Say<'_>,
    admin: &str,
    (by, company): (&str, &str),
    limit: &str,
    page: &str,
) -> Message {
    let with = [("by", by), ("company", company)];
    let text = if limit == "open" { "limit.open" } else { "limit.day" };
    about(say, "limit", admin, &say.with("limit.subject", &with))
        .paragraph(&say.with(text, &with))
        .paragraph(&say.with("limit.what", &with))
        .button(&say.text("limit.act"), page)
}

fn invited(say: &Say<'_>, name: &str, by: Option<&str>, provider: &str, link: Option<Recipe>) -> Message {
    // The email goes to an address that somebody chose, so names from before the rule for names are cleaned too.
    let (name, by) = (plain_name(name), by.map(plain_name));
    let (name, by) = (name.as_str(), by.as_deref());
    let text = match by.filter(|by| !by.is_empty()) {
        Some(by) => say.with("invited.text", &[("by", by), ("provider", provider)]),
        None => say.with("invited.again", &[("provider", provider)]),
    };
    let subject = say.with("invited.subject", &[("provider", provider)]);
    let mail = about(say, "invited", name, &subject).paragraph(&text);
    leading(mail, &say.text("invited.act"), JOIN, link).note(&say.text("invited.note"))
}

fn forgotten(say: &Say<'_>, name: &str, link: Option<Recipe>) -> Message {
    let mail = mail(say, "forgotten", name).paragraph(&say.text("forgotten.text"));
    leading(mail, &say.text("forgotten.act"), RESET, link).note(&say.text("forgotten.note"))
}

fn changed(say: &Say<'_>, name: &str) -> Message {
    mail(say, "changed", name).paragraph(&say.text("changed.text")).note(&say.text("not_you"))
}

fn asked(say: &Say<'_>, name: &str, change: &EmailChange, provider: &str, link: Option<Recipe>) -> Message {
    let text = if change.by_staff { "asked.by_staff" } else { "asked.by_you" };
    let with = [("by", change.by.as_str()), ("provider", provider)];
    let mail = mail(say, "asked", name).paragraph(&say.with(text, &with));
    let mail = mail.fact(&say.text("old_email"), &change.from).fact(&say.text("new_email"), &change.to);
    leading(mail, &say.text("asked.act"), CONFIRM, link).note(&say.text("asked.note"))
}

fn announced(
    say: &Say<'_>,
    name: &str,
    change: &EmailChange,
    provider: &str,
    link: Option<Recipe>,
) -> Message {
    let text = if change.by_staff { "announced.by_staff" } else { "announced.by_you" };
    let with = [("by", change.by.as_str()), ("provider", provider)];
    let mail = mail(say, "announced", name).paragraph(&say.with(text, &with));
    let mail = mail.fact(&say.text("old_email"), &change.from).fact(&say.text("new_email"), &change.to);
    let path = format!("{OBJECT}{}", change.id);
    leading(mail, &say.text("announced.act"), &path, link).note(&say.text("announced.note"))
}

fn objected(say: &Say<'_>, admin: &str, name: &str, email: &str, result: &str) -> Message {
    let about = [("name", name), ("email", email)];
    let text = match result {
        "cancelled" => "objected.cancelled",
        "disabled" => "objected.disabled",
        _ => "objected.restored",
    };
    let subject = say.with("objected.subject", &about);
    self::about(say, "objected", admin, &subject)
        .paragraph(&say.with("objected.text", &about))
        .paragraph(&say.with(text, &about))
        .button(&say.text("objected.act"), "/admin/users")
}

fn new_device(say: &Say<'_>, name: &str, place: &Place) -> Message {
    let mut mail = mail(say, "device", name).paragraph(&say.text("device.text"));
    mail = mail.fact(&say.text("device"), &place.device);
    if let Some(address) = &place.address {
        mail = mail.fact(&say.text("address"), address);
    }
    mail.note(&say.text("not_you"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_complete() {
        assert_eq!(WORDS.gaps(), [""; 0]);
    }
}
