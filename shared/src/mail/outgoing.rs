//! How areas hear of events and answer with mails.

use async_trait::async_trait;

use super::message::Message;
use super::model::To;
use super::words::Words;
use crate::account::{Language, User, UserStatus};
use crate::app::App;
use crate::event::Event;
use crate::problem::Problem;
use crate::tenant::{Scope, Tenant};

/// An event, and what an area needs to write mails about it.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// The app.
    pub app: &'a App,
    /// The tenant in which it happened.
    pub tenant: &'a Tenant,
    /// All of the tenant's data.
    pub scope: &'a Scope,
    /// What happened.
    pub event: &'a Event,
}

/// What an area has to say by mail. The composition root lists the areas.
#[async_trait]
pub trait AreaMails: Send + Sync + 'static {
    /// Writes the mails that an event calls for. It may be called again for the same event, also while it runs
    /// elsewhere: the outbox keeps one mail for each event and recipient.
    ///
    /// Errors: [`Problem::Unavailable`] is tried again; after any other the event is passed over.
    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem>;

    /// True for an event about which somebody waits for a mail: it is not read after all that happened before it.
    fn is_urgent(&self, _event: &Event) -> bool {
        false
    }

    /// One example of each of its mails, for the preview.
    fn samples(&self, language: Language) -> Vec<Message>;

    /// Its words, for the test that they are complete.
    fn words(&self) -> &'static Words;
}

/// An example of a mail.
pub type Sample = Message;

/// Mails that are about to be kept.
#[derive(Debug, Default)]
pub struct Outgoing {
    pub(super) mails: Vec<Written>,
}

/// A mail that is about to be kept.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) to: To,
    pub(super) language: Language,
    pub(super) message: Message,
    /// Where it is about something that a person is told of once, whatever happens: that.
    pub(super) once: Option<String>,
}

impl Outgoing {
    /// A mail to this person in their language, unless they may not sign in, do not want mails of its topic, or are
    /// told of this event already. True where it is sent.
    pub fn to(&mut self, user: &User, write: impl FnOnce(Language) -> Message) -> bool {
        self.add(user, None, write)
    }

    /// The same, for something of which a person is told once for as long as mails are kept, however many events call for it.
    pub fn once_to(&mut self, about: &str, user: &User, write: impl FnOnce(Language) -> Message) -> bool {
        self.add(user, Some(about.to_owned()), write)
    }

    fn add(&mut self, user: &User, once: Option<String>, write: impl FnOnce(Language) -> Message) -> bool {
        let known = self.mails.iter().any(|mail| mail.to.user == user.id.as_str());
        if known || user.status == UserStatus::Disabled {
            return false;
        }
        let language = user.language.unwrap_or_default();
        let message = write(language);
        if !message.topic.reaches(user) {
            return false;
        }
        let to = To { user: user.id.to_string(), name: user.name.clone(), email: user.email.clone() };
        self.mails.push(Written { to, language, message, once });
        true
    }

    /// What has been written so far: for tests.
    pub fn written(&self) -> impl Iterator<Item = (&To, &Message)> {
        self.mails.iter().map(|mail| (&mail.to, &mail.message))
    }
}
