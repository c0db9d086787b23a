//! What tickets say by mail: to clients what happens to their tickets, to staff what they must answer. Internal notes
//! never leave.

mod texts;

use std::sync::LazyLock;

use async_trait::async_trait;
use shared::account::{Language, Role, USER, User};
use shared::id::UserId;
use shared::mail::{AreaMails, Heard, Message as Mail, Outgoing, Words};
use shared::problem::Problem;
use shared::store::{Found, Query};

use crate::model::{Message, Ticket};
use crate::store::{ChangeKind, Extra, Told};

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// Staff asked for at most; a provider with more lets them choose what they hear of.
const STAFF: u32 = 1_000;

/// The area's mails.
pub struct Mails;

#[async_trait]
impl AreaMails for Mails {
    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let event = heard.event;
        if !event.name.starts_with("ticket.") || event.audience.staff_only {
            return Ok(());
        }
        let Ok(extra) = serde_json::from_value::<Extra>(event.data.clone()) else { return Ok(()) };
        let Some(told) = &extra.told else { return Ok(()) };
        let Some(news) = News::read(heard, extra.change, told).await? else { return Ok(()) };
        news.tell_clients(outgoing);
        news.tell_staff(heard, outgoing).await
    }

    fn samples(&self, language: Language) -> Vec<Mail> {
        texts::samples(language)
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}

/// What happened, with everything that a mail says of it.
struct News<'a> {
    change: ChangeKind,
    told: &'a Told,
    ticket: Ticket,
    /// The comment; absent where nothing was written, and where it is not for clients.
    comment: Option<Message>,
    /// The submitter first.
    clients: Vec<User>,
    assignee: Option<User>,
}

impl<'a> News<'a> {
    /// In one round trip; `None` where the ticket is gone.
    async fn read(heard: Heard<'_>, change: ChangeKind, told: &'a Told) -> Result<Option<Self>, Problem> {
        let event = heard.event;
        let mut ids = event.audience.users.clone();
        ids.push(event.object.clone());
        ids.extend(told.comment.iter().map(ToString::to_string));
        ids.extend(told.assignee.iter().map(ToString::to_string));
        ids.sort();
        ids.dedup();
        let mut found = heard.app.store.read(heard.scope, &ids).await?;
        let Some(ticket) = found.take::<Ticket>(&event.object)? else { return Ok(None) };
        let comment = match &told.comment {
            Some(id) => found.take::<Message>(id.as_str())?.map(|stored| stored.value),
            None => None,
        };
        let person = |found: &mut Found, id: &str| -> Result<Option<User>, Problem> {
            Ok(found.take::<User>(id)?.map(|stored| stored.value))
        };
        let assignee = match &told.assignee {
            Some(id) => person(&mut found, id.as_str())?,
            None => None,
        };
        let mut clients = Vec::new();
        for id in &event.audience.users {
            clients.extend(person(&mut found, id)?);
        }
        // Whoever has left the company since then, or was never of it, hears nothing.
        let company = ticket.value.company.id.clone();
        clients.retain(|user| user.company.as_ref().is_some_and(|own| own.id == company));
        Ok(Some(Self {
            change,
            told,
            ticket: ticket.value,
            comment: comment.filter(|comment| !comment.internal),
            clients,
            assignee: assignee.filter(|user| user.is_staff),
        }))
    }

    fn is_actor(&self, who: &UserId) -> bool {
        self.told.actor == *who
    }

    fn tell_clients(&self, outgoing: &mut Outgoing) {
        let ticket = &self.ticket;
        for user in &self.clients {
            let submitted = user.id == ticket.submitter.id;
            let say = |language: Language| WORDS.speak(language);
            match self.change {
                ChangeKind::Created if submitted => {
                    let in_their_name = !self.is_actor(&user.id);
                    outgoing
                        .to(user, |l| texts::received(&say(l), ticket, self.comment.as_ref(), in_their_name));
                }
                ChangeKind::Created if !self.is_actor(&user.id) => {
                    outgoing.to(user, |l| texts::watching(&say(l), ticket, self.comment.as_ref()));
                }
                ChangeKind::Comment if !self.is_actor(&user.id) => {
                    if let Some(comment) = &self.comment {
                        let status = self.told.status.map(|(_, to)| to);
                        outgoing.to(user, |l| texts::reply(&say(l), ticket, comment, status, submitted));
                    }
                }
                ChangeKind::Status if !self.is_actor(&user.id) => {
                    if let Some((_, to)) = self.told.status {
                        outgoing.to(user, |l| texts::status(&say(l), ticket, to, submitted));
                    }
                }
                _ => {}
            }
        }
    }

    /// Who works on the ticket hears of answers; while nobody does, and of new tickets, all who asked for it.
    async fn tell_staff(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let (ticket, comment) = (&self.ticket, self.comment.as_ref());
        match (self.change, comment, &self.assignee) {
            (ChangeKind::Created, ..) => {
                for user in staff(heard).await?.iter().filter(|user| !self.is_actor(&user.id)) {
                    outgoing.to(user, |l| texts::new_ticket(&WORDS.speak(l), ticket, comment));
                }
            }
            (ChangeKind::Comment, Some(comment), Some(assignee)) if !self.is_actor(&assignee.id) => {
                outgoing.to(assignee, |l| texts::to_answer(&WORDS.speak(l), ticket, comment, true));
            }
            (ChangeKind::Comment, Some(comment), None) if !comment.author.staff => {
                for user in staff(heard).await? {
                    outgoing.to(&user, |l| texts::to_answer(&WORDS.speak(l), ticket, comment, false));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Staff who work on tickets.
async fn staff(heard: Heard<'_>) -> Result<Vec<User>, Problem> {
    let query = Query::of(&USER, "sort_name").eq("is_staff", true).ascending().limit(STAFF);
    let page = heard.app.store.query::<User>(heard.scope, query).await?;
    let people = page.items.into_iter().map(|stored| stored.value);
    Ok(people.filter(|user| matches!(user.role, Role::Admin | Role::Technician)).collect())
}
