//! The mails themselves. All mails of a ticket share their subject, so that mail programs show one conversation.

use shared::account::{CompanyRef, Language};
use shared::id::{IdKind, MessageId, TicketId, UserId};
use shared::mail::{Message as Mail, Say, Topic};

use super::WORDS;
use crate::model::{
    Author, Category, Message, NewTicket, PersonRef, Priority, Status, Ticket, TicketTargets,
};

fn mail(name: &str, topic: Topic, ticket: &Ticket, heading: &str) -> Mail {
    let subject = format!("[#{}] {}", ticket.number, ticket.subject);
    Mail::new(name, topic, &subject).heading(heading).thread(ticket.id.as_str())
}

fn quoting(mail: Mail, comment: Option<&Message>) -> Mail {
    match comment {
        Some(comment) => mail.quote(&comment.author.name, comment.body.as_deref().unwrap_or_default()),
        None => mail,
    }
}

fn facts(mail: Mail, say: &Say<'_>, ticket: &Ticket) -> Mail {
    mail.fact(&say.text("subject"), &ticket.subject)
        .fact(&say.text("number"), &format!("#{}", ticket.number))
        .fact(&say.text("priority"), &say.text(&format!("priority.{}", ticket.priority.as_str())))
        .fact(&say.text("category"), &say.text(&format!("category.{}", ticket.category.as_str())))
}

fn state(say: &Say<'_>, status: Status) -> String {
    say.text(&format!("status.{}", status.as_str()))
}

fn page(mail: Mail, say: &Say<'_>, ticket: &Ticket) -> Mail {
    mail.button(&say.text("open"), &format!("/portal/tickets/{}", ticket.id))
}

fn desk(mail: Mail, say: &Say<'_>, ticket: &Ticket) -> Mail {
    mail.button(&say.text("open"), &format!("/admin/tickets/{}", ticket.id))
}

fn why(say: &Say<'_>, submitted: bool) -> String {
    say.text(if submitted { "reason.submitted" } else { "reason.watching" })
}

/// To the submitter: the ticket has arrived.
pub(super) fn received(
    say: &Say<'_>,
    ticket: &Ticket,
    comment: Option<&Message>,
    in_their_name: bool,
) -> Mail {
    let (key, group) =
        if in_their_name { ("opened", "tickets.opened") } else { ("received", "tickets.received") };
    let mail = mail("ticket.received", Topic::TicketUpdates, ticket, &say.text(&format!("{key}.heading")));
    let mail = facts(quoting(mail.paragraph(&say.text(&format!("{key}.text"))), comment), say, ticket);
    let mail = page(mail, say, ticket).reason(&why(say, true)).acknowledgment();
    mail.group(group, &say.text(&format!("{key}.several")), (&say.text("all"), "/portal/tickets"))
}

/// To a watcher: somebody made them one.
pub(super) fn watching(say: &Say<'_>, ticket: &Ticket, comment: Option<&Message>) -> Mail {
    let heading = say.with("watching.heading", &[("name", &ticket.submitter.name)]);
    let mail = mail("ticket.watching", Topic::TicketUpdates, ticket, &heading);
    let mail = facts(quoting(mail.paragraph(&say.text("watching.text")), comment), say, ticket);
    let mail = page(mail, say, ticket).reason(&why(say, false));
    mail.group("tickets.watching", &say.text("watching.several"), (&say.text("all"), "/portal/tickets"))
}

/// To clients: somebody answered.
pub(super) fn reply(
    say: &Say<'_>,
    ticket: &Ticket,
    comment: &Message,
    status: Option<Status>,
    submitted: bool,
) -> Mail {
    let heading = say.with("reply.heading", &[("name", &comment.author.name)]);
    let mut mail = quoting(mail("ticket.reply", Topic::TicketUpdates, ticket, &heading), Some(comment));
    if let Some(status) = status {
        mail = mail.fact(&say.text("state"), &state(say, status));
    }
    page(mail, say, ticket).reason(&why(say, submitted)).follow_up()
}

/// To clients: the ticket stands somewhere else.
pub(super) fn status(say: &Say<'_>, ticket: &Ticket, to: Status, submitted: bool) -> Mail {
    let heading =
        say.with("status.heading", &[("number", &ticket.number.to_string()), ("status", &state(say, to))]);
    let mail = mail("ticket.status", Topic::TicketUpdates, ticket, &heading)
        .paragraph(&say.text(&format!("status.{}.text", to.as_str())))
        .fact(&say.text("subject"), &ticket.subject);
    page(mail, say, ticket).reason(&why(say, submitted)).follow_up()
}

/// To staff: a new ticket.
pub(super) fn new_ticket(say: &Say<'_>, ticket: &Ticket, comment: Option<&Message>) -> Mail {
    let heading =
        say.with("new.heading", &[("name", &ticket.submitter.name), ("company", &ticket.company.name)]);
    let mail = quoting(mail("ticket.new", Topic::NewTickets, ticket, &heading), comment);
    let mail = desk(facts(mail, say, ticket), say, ticket).reason(&say.text("reason.new"));
    mail.group("tickets.new", &say.text("new.several"), (&say.text("all"), "/admin/tickets"))
}

/// To staff: a client answered.
pub(super) fn to_answer(say: &Say<'_>, ticket: &Ticket, comment: &Message, assigned: bool) -> Mail {
    let (topic, reason) =
        if assigned { (Topic::TicketUpdates, "reason.assigned") } else { (Topic::NewTickets, "reason.new") };
    let heading = say.with("reply.heading", &[("name", &comment.author.name)]);
    let mail = quoting(mail("ticket.client_reply", topic, ticket, &heading), Some(comment))
        .fact(&say.text("company"), &ticket.company.name)
        .fact(&say.text("state"), &state(say, ticket.status()));
    desk(mail, say, ticket).reason(&say.text(reason)).follow_up()
}

/// One of each.
pub(super) fn samples(language: Language) -> Vec<Mail> {
    let say = WORDS.speak(language);
    let Some((ticket, comment)) = example(&say) else { return Vec::new() };
    vec![
        received(&say, &ticket, Some(&comment), false),
        reply(&say, &ticket, &comment, Some(Status::WaitingOnClient), true),
        status(&say, &ticket, Status::Resolved, true),
        watching(&say, &ticket, Some(&comment)),
        new_ticket(&say, &ticket, Some(&comment)),
        to_answer(&say, &ticket, &comment, true),
    ]
}

/// An id that belongs to nothing.
fn nobody<K: IdKind>() -> Option<shared::id::Id<K>> {
    shared::id::Id::parse(&format!("{}_{}", K::PREFIX, "0".repeat(26)))
}

fn example(say: &Say<'_>) -> Option<(Ticket, Message)> {
    let person = PersonRef { id: nobody()?, name: "Dana Whitfield".into() };
    let company = CompanyRef { id: nobody::<shared::id::CompanyKind>()?, name: "Harbour Law".into() };
    let id: TicketId = nobody()?;
    let new = NewTicket {
        id,
        number: 1042,
        subject: say.text("sample.subject"),
        priority: Priority::High,
        category: Category::Hardware,
        company,
        submitter: person.clone(),
        watchers: vec![],
    };
    let now = jiff::Timestamp::UNIX_EPOCH;
    let ticket = Ticket::open(new, TicketTargets::default().of(Priority::High), now);
    let author = Author { id: UserId::clone(&person.id), name: person.name, staff: false };
    let message: MessageId = nobody()?;
    let comment = Message::description(message, &ticket, author, say.text("sample.text"), vec![]);
    Some((ticket, comment))
}
