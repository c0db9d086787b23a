//! What accounts say by mail: invitations, links for a new password, and what its owner must hear of at once.

use std::sync::LazyLock;

use async_trait::async_trait;
use serde::Deserialize;
use shared::account::{Language, User};
use shared::event::Event;
use shared::mail::{AreaMails, Heard, Message, Outgoing, Say, Topic, Words};
use shared::problem::Problem;
use shared::token::Recipe;

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// Where an invitation leads; the token takes the place's place.
const JOIN: &str = "/portal/register?invite={token}";
/// Where a link for a new password leads.
const RESET: &str = "/portal/reset-password?token={token}";

/// The area's mails.
pub struct Mails;

/// What the events carry.
#[derive(Deserialize)]
struct Link {
    link: Recipe,
    #[serde(default)]
    by: Option<String>,
}

#[derive(Default, Deserialize)]
struct Place {
    #[serde(default)]
    device: String,
    #[serde(default)]
    address: Option<String>,
}

/// The events that the area writes mails about.
const EVENTS: [&str; 4] = ["user.invited", "password.forgotten", "password.changed", "session.new_device"];

#[async_trait]
impl AreaMails for Mails {
    fn is_urgent(&self, event: &Event) -> bool {
        EVENTS.contains(&event.name.as_str())
    }

    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let Heard { app, scope, tenant, event } = heard;
        if !EVENTS.contains(&event.name.as_str()) {
            return Ok(());
        }
        let Some(user) = app.store.get::<User>(scope, &event.object).await?.map(|stored| stored.value) else {
            return Ok(());
        };
        let provider = tenant.name.as_str();
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

fn invited(say: &Say<'_>, name: &str, by: Option<&str>, provider: &str, link: Option<Recipe>) -> Message {
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
