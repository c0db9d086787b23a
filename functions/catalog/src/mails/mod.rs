//! What the catalogue says by mail: to company admins that somebody waits for their word, to staff that nobody of a company
//! can give it, to whoever asked what it was.

use std::sync::LazyLock;

use async_trait::async_trait;
use shared::account::{CompanyRef, Language, PersonRef, Role, USER, User};
use shared::id::{Id, IdKind};
use shared::mail::{AreaMails, Heard, Message, Outgoing, Say, Topic, Words};
use shared::problem::Problem;
use shared::store::Query;
use shared::token::{OneTimeToken, Purpose, Recipe};

use crate::answers::{Answer, Answers};
use crate::brief::in_words;
use crate::model::{Asked, Decision, Field, FormVersion, Icon, NewRequest, Request, Status};
use crate::requests::{ASKED, CANCELED, REASSIGNED, UNASSIGNED, hear};

/// The area's words; also those of the tickets that requests become.
pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("en.json"), include_str!("de.json"), include_str!("es.json")));

/// Characters of an answer in a mail's table.
const ANSWER: usize = 200;
/// Staff asked for at most, as for new tickets.
const STAFF: u32 = 1_000;

/// The area's mails.
pub struct Mails;

#[async_trait]
impl AreaMails for Mails {
    async fn on_event(&self, heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
        let event = heard.event;
        match event.name.as_str() {
            ASKED | REASSIGNED | CANCELED | "request.approved" | "request.rejected" => {}
            UNASSIGNED => return tell_staff(heard, outgoing).await,
            // Who can decide may have changed. What follows from it leaves events of its own, with their mails.
            _ => return hear(heard.app, heard.tenant, heard.scope, event).await,
        }
        if event.audience.users.is_empty() {
            return Ok(());
        }
        let people = &event.audience.users;
        let mut ids = vec![event.object.clone()];
        for person in people.iter().filter_map(|id| Id::parse(id)) {
            ids.push(person.to_string());
            ids.push(OneTimeToken::id_about(Purpose::Approve, &person, Some(&event.object)));
        }
        let mut found = heard.app.store.read(heard.scope, &ids).await?;
        let Some(request) = found.take::<Request>(&event.object)?.map(|stored| stored.value) else {
            return Ok(());
        };
        let form = FormVersion::id_of(&request.asked.id, request.asked.form_version);
        let form = heard.app.store.get::<FormVersion>(heard.scope, &form).await?;
        let fields = form.map(|form| form.value.fields).unwrap_or_default();
        for person in people.iter().filter_map(|id| Id::parse(id)) {
            let user = found.take::<User>(person.as_str())?.map(|stored| stored.value);
            // Whoever has left the company since then hears nothing.
            let of_company =
                |user: &User| user.company.as_ref().is_some_and(|own| own.id == request.company.id);
            let Some(user) = user.filter(of_company) else { continue };
            if matches!(event.name.as_str(), ASKED | REASSIGNED) {
                let id = OneTimeToken::id_about(Purpose::Approve, &person, Some(&event.object));
                let link = found.take::<OneTimeToken>(&id)?.map(|stored| stored.value.recipe);
                // Decided meanwhile, or no longer theirs to decide.
                if request.status == Status::PendingApproval && user.role == Role::CompanyAdmin {
                    // Once, however often somebody loses the right and gets it back.
                    let about = format!("approval of {}", request.id);
                    outgoing.once_to(&about, &user, |l| asked(&WORDS.speak(l), &request, &fields, link));
                }
            } else {
                outgoing.to(&user, |l| decided(&WORDS.speak(l), &request, &heard.tenant.name));
            }
        }
        Ok(())
    }

    fn samples(&self, language: Language) -> Vec<Message> {
        let say = WORDS.speak(language);
        let Some((request, fields)) = example(&say) else { return Vec::new() };
        let decide = |status, reason, by_provider| {
            let (by, at) = (request.requester.clone(), jiff::Timestamp::UNIX_EPOCH);
            Request { status, decision: Some(Decision { by, at, reason, by_provider }), ..request.clone() }
        };
        let (reason, provider) = (Some(say.text("sample.reason")), "Northwind IT");
        vec![
            asked(&say, &request, &fields, None),
            unassigned(&say, &request),
            decided(&say, &decide(Status::Approved, None, false), provider),
            decided(&say, &decide(Status::Rejected, reason.clone(), false), provider),
            decided(&say, &decide(Status::Cancelled, reason, true), provider),
        ]
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}

fn mail(name: &str, request: &Request, subject: &str) -> Message {
    Message::new(name, Topic::TicketUpdates, subject).thread(request.id.as_str())
}

/// To a company admin: somebody waits for their word.
fn asked(say: &Say<'_>, request: &Request, fields: &[Field], link: Option<Recipe>) -> Message {
    let (name, item) = (request.requester.name.as_str(), request.asked.name.as_str());
    let mut mail =
        mail("request.asked", request, &say.with("asked.subject", &[("name", name), ("item", item)]))
            .paragraph(&say.text("asked.text"))
            .fact(&say.text("item"), item)
            .fact(&say.text("requester"), name);
    if let Some(price) = &request.asked.price {
        mail = mail.fact(&say.text("price"), price);
    }
    for field in fields {
        if let Some(answer) = request.answers.get(&field.key) {
            let words: String = in_words(field, answer, &request.files, say).chars().take(ANSWER).collect();
            mail = mail.fact(&field.label, &words);
        }
    }
    let label = say.text("asked.act");
    let mail = match link {
        Some(recipe) => {
            let path = format!("/portal/approve?request={}&token={{token}}", request.id);
            mail.link_button(&label, &path, recipe)
        }
        None => mail.button(&label, &format!("/portal/requests/{}", request.id)),
    };
    mail.note(&say.text("asked.note")).reason(&say.text("reason.admin"))
}

/// To staff: nobody of the company can decide any more.
fn unassigned(say: &Say<'_>, request: &Request) -> Message {
    let (item, company) = (request.asked.name.as_str(), request.company.name.as_str());
    let values = [("item", item), ("company", company)];
    Message::new("request.unassigned", Topic::NewTickets, &say.with("unassigned.subject", &values))
        .thread(request.id.as_str())
        .paragraph(&say.with("unassigned.text", &values))
        .fact(&say.text("item"), item)
        .fact(&say.text("requester"), &request.requester.name)
        .fact(&say.text("company"), company)
        .button(&say.text("asked.act"), &format!("/admin/requests/{}", request.id))
        .reason(&say.text("reason.staff"))
}

async fn tell_staff(heard: Heard<'_>, outgoing: &mut Outgoing) -> Result<(), Problem> {
    let request = heard.app.store.get::<Request>(heard.scope, &heard.event.object).await?;
    // Decided meanwhile, or somebody can again.
    let Some(request) = request.map(|stored| stored.value).filter(Request::is_unassigned) else {
        return Ok(());
    };
    let staff = Query::of(&USER, "sort_name").eq("is_staff", true).eq("status", "active").ascending();
    let staff = heard.app.store.query::<User>(heard.scope, staff.limit(STAFF)).await?;
    for user in staff.items.iter().map(|stored| &stored.value).filter(|user| user.role != Role::Viewer) {
        outgoing.to(user, |l| unassigned(&WORDS.speak(l), &request));
    }
    Ok(())
}

/// To whoever asked: yes, no, or that the provider took it back. `provider` is who decided where it was staff.
fn decided(say: &Say<'_>, request: &Request, provider: &str) -> Message {
    let kind = match request.status {
        Status::Rejected => "rejected",
        Status::Cancelled => "cancelled",
        Status::PendingApproval | Status::Approved | Status::Fulfilled => "approved",
    };
    let decision = request.decision.as_ref();
    let by = match decision {
        Some(decision) if decision.by_provider => provider,
        Some(decision) => decision.by.name.as_str(),
        None => "",
    };
    let values = [("item", request.asked.name.as_str()), ("by", by)];
    let mut mail = mail(&format!("request.{kind}"), request, &say.with(&format!("{kind}.subject"), &values))
        .paragraph(&say.with(&format!("{kind}.text"), &values));
    if let Some(reason) = decision.and_then(|decision| decision.reason.as_deref()) {
        mail = mail.quote(by, reason);
    }
    let path = match &request.ticket {
        Some(ticket) => format!("/portal/tickets/{}", ticket.id),
        None => format!("/portal/requests/{}", request.id),
    };
    mail.button(&say.text(&format!("{kind}.act")), &path).reason(&say.text("reason.asked"))
}

/// An id that belongs to nothing.
fn nobody<K: IdKind>() -> Option<Id<K>> {
    Id::parse(&format!("{}_{}", K::PREFIX, "0".repeat(26)))
}

fn example(say: &Say<'_>) -> Option<(Request, Vec<Field>)> {
    let field = serde_json::json!({ "key": "why", "type": "text", "label": say.text("sample.field") });
    let new = NewRequest {
        id: nobody()?,
        asked: Asked {
            id: nobody()?,
            name: say.text("sample.item"),
            icon: Icon::Laptop,
            price: Some("1.290 €".into()),
            response_hours: Some(4),
            resolution_hours: Some(72),
            form_version: 1,
        },
        company: CompanyRef { id: nobody()?, name: "Harbour Law".into() },
        requester: PersonRef { id: nobody()?, name: "Dana Whitfield".into() },
        answers: Answers::from([("why".into(), Answer::Text(say.text("sample.answer")))]),
        files: std::collections::BTreeMap::new(),
        approvers: Vec::new(),
        status: Status::PendingApproval,
    };
    let request = Request::new(new, jiff::Timestamp::UNIX_EPOCH);
    Some((request, vec![serde_json::from_value(field).ok()?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_complete() {
        assert_eq!(WORDS.gaps(), [""; 0]);
    }

    #[test]
    fn each_mail_has_a_sample() {
        let names: Vec<String> = Mails.samples(Language::En).into_iter().map(|mail| mail.name).collect();
        assert_eq!(
            names,
            [
                "request.asked",
                "request.unassigned",
                "request.approved",
                "request.rejected",
                "request.cancelled",
            ]
        );
    }
}
