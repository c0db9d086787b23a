//! What announcements say by mail: to those who asked for it, once an announcement is there.

mod texts;

use std::sync::LazyLock;

use async_trait::async_trait;
use futures::TryStreamExt;
use shared::account::{Language, User};
use shared::mail::{AreaMails, Heard, Message, Outgoing, Words};
use shared::personal;
use shared::problem::Problem;
use shared::targets::Targets;

use crate::model::Announcement;
use crate::store::clients;
use crate::telling::{MAIL, TOLD};

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// The area's mails.
pub struct Mails;

#[async_trait]
impl AreaMails for Mails {
    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let Heard { app, tenant, scope, event } = heard;
        if !event.name.starts_with("announcement.") || event.data[MAIL] != true {
            return Ok(());
        }
        let found = app.store.get::<Announcement>(scope, &event.object).await?;
        // Staff may have taken it back since.
        let there = found.filter(|read| read.value.release().is_there(app.clock.now()));
        let Some(announcement) = there.map(|read| read.value) else { return Ok(()) };
        let all =
            Language::ALL.map(|language| (language, texts::published(&WORDS.speak(language), &announcement)));
        let write = |wanted: Language| {
            let [(_, first), ..] = &all;
            all.iter().find(|(language, _)| *language == wanted).map_or(first, |(_, mail)| mail).clone()
        };
        let told: Option<Targets> = serde_json::from_value(event.data[TOLD].clone()).unwrap_or_default();
        let left = match &told {
            Some(told) => announcement.shown_to.without(told),
            None => Some(announcement.shown_to.clone()),
        };
        let was_told = |user: &User| {
            told.as_ref().zip(user.company.as_ref()).is_some_and(|(told, company)| told.include(&company.id))
        };
        for query in left.iter().flat_map(clients) {
            let mut people = Box::pin(personal::all::<User>(app.clone(), scope.clone(), query));
            while let Some(user) = people.try_next().await? {
                if tenant.serves(&user) && !was_told(&user) {
                    outgoing.once_to(announcement.id.as_str(), &user, write);
                }
            }
        }
        Ok(())
    }

    fn samples(&self, language: Language) -> Vec<Message> {
        texts::samples(language)
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}
