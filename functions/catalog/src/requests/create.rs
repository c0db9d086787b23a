//! Asking for an item.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::account::{CompanyRef, PersonRef, User};
use shared::app::App;
use shared::audit::Actor;
use shared::http::Once;
use shared::id::{FileId, RequestId, UserId};
use shared::order::{OrderedTicket, TicketOrder};
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use shared::store::{Batch, Found, StoreError, Stored};
use shared::token::{Minted, Purpose};
use shared::upload::{Attachment, Upload};

use super::{Desk, Retry, read, reassign, tell};
use crate::answers::{self, Answer, Answers};
use crate::brief::brief;
use crate::mails::WORDS;
use crate::model::{Asked, Field, FieldType, Item, NewRequest, Request, Status, Waiting};

/// Requests that one person may have waiting.
const PENDING: u32 = 50;

/// What is asked for.
pub(crate) struct Asking<'a> {
    /// The item, as it is now.
    pub(crate) item: &'a Item,
    /// Version of the form that was filled in.
    pub(crate) form_version: u32,
    /// What was typed.
    pub(crate) answers: &'a BTreeMap<String, Value>,
}

/// What is kept of the request for its repetition.
#[derive(Serialize, Deserialize)]
struct Kept {
    request: RequestId,
}

/// Makes a request. Where nobody must agree first it becomes a ticket in the same batch.
///
/// Errors: 409 the form has changed, or nobody could approve · 422 answers and files · 503 others kept being faster.
pub(crate) async fn create(
    app: &App,
    desk: Desk,
    client: &ClientScope,
    asking: &Asking<'_>,
    once: &Once,
) -> Result<Stored<Request>, Problem> {
    let id = RequestId::mint(&*app.clock, &*app.entropy);
    let mut retry = Retry::default();
    loop {
        let made = match attempt(app, desk, client, asking, once, &id).await {
            Ok(made) => made,
            // A repetition finds its files used, its form changed.
            Err(problem) => return repeated(app, client, once).await?.ok_or(problem),
        };
        match made {
            Ok(()) => return read::request(app, client.scope(), &id).await,
            Err(error) => {
                if matches!(error, StoreError::Conflict { .. })
                    && let Some(before) = repeated(app, client, once).await?
                {
                    return Ok(before);
                }
                retry.after(error).await?;
            }
        }
    }
}

/// The request that the same call made before.
pub(crate) async fn repeated(
    app: &App,
    client: &ClientScope,
    once: &Once,
) -> Result<Option<Stored<Request>>, Problem> {
    let taken = StoreError::Conflict { index: 0 };
    let kept: Option<Kept> = once.replay(&app.store, client.scope(), &taken).await?;
    match kept {
        Some(kept) => read::request(app, client.scope(), &kept.request).await.map(Some),
        None => Ok(None),
    }
}

async fn attempt(
    app: &App,
    desk: Desk,
    client: &ClientScope,
    asking: &Asking<'_>,
    once: &Once,
    id: &RequestId,
) -> Result<Result<(), StoreError>, Problem> {
    let (item, user) = (asking.item, client.user());
    if asking.form_version != item.form {
        return Err(Problem::Conflict(
            "The form has changed since you opened it. What you typed is kept; please look at it again."
                .into(),
        ));
    }
    let answers = answers::taken(&item.fields, asking.answers).map_err(Problem::Invalid)?;
    let company = user.company.clone().ok_or(Problem::NotFound)?;
    let waiting = Waiting::id_of(&company.id);
    let mut ids: Vec<String> = file_ids(&item.fields, &answers).map(|(_, id)| id.to_string()).collect();
    if item.needs_approval {
        ids.push(waiting.clone());
    }
    let mut found = app.store.read(client.scope(), &ids).await?;
    let files = take_files(&item.fields, &answers, &mut found, user, app.clock.now())?;
    let new = New { id, item, user, company: &company, answers: &answers, files: &files, once };
    let actor = client.person().actor();
    if !item.needs_approval {
        let request = new.request(Status::Approved, Vec::new(), app.clock.now());
        let order = order(&request, &item.fields, user);
        let along = |batch: &mut Batch<'_>, _: &mut Found, ticket: &OrderedTicket| {
            new.write(batch, &actor, Some(ticket), Vec::new()).map(drop)
        };
        return Ok((desk.open)(app, client.scope(), &actor, &order, &along).await?.map(drop));
    }
    let approvers = approvers(app, client).await?;
    let links = approvers
        .iter()
        .map(|approver| Minted::about(app, client.scope(), Purpose::Approve, approver, id.as_str()));
    let links = links.collect::<Result<Vec<_>, _>>()?;
    let before = found.take::<Waiting>(&waiting)?;
    let mut more =
        before.as_ref().map_or_else(|| Waiting::none(company.id.clone()), |read| read.value.clone());
    if more.of(&user.id) >= PENDING {
        return Err(Problem::Conflict(
            format!("You have {PENDING} requests that wait for approval. Please wait for some of them.")
                .into(),
        ));
    }
    more.add(&user.id);
    let mut batch = app.store.batch(client.scope());
    let request = new.write(&mut batch, &actor, None, approvers)?;
    match &before {
        Some(before) => batch.replace(before, &more),
        None => batch.create(&more),
    };
    for link in &links {
        link.add_to(&mut batch);
    }
    batch.event(tell::event(tell::ASKED, &request, 1, &request.approvers));
    Ok(app.store.commit(batch).await.map(drop))
}

/// The ticket that a request becomes; it takes nothing along yet.
pub(super) fn order(request: &Request, fields: &[Field], reader: &User) -> TicketOrder {
    let say = WORDS.speak(reader.language.unwrap_or_default());
    TicketOrder {
        request: request.id.clone(),
        company: request.company.clone(),
        submitter: request.requester.clone(),
        // The product's own words, whatever the language: other systems look for them.
        subject: format!("Service request: {}", request.asked.name),
        description: brief(fields, &request.answers, &request.files, &say),
        attachments: request.attachments(),
        response_hours: request.asked.response_hours,
        resolution_hours: request.asked.resolution_hours,
        reads: Vec::new(),
    }
}

/// Everything about a new request that does not change between its documents.
struct New<'a> {
    id: &'a RequestId,
    item: &'a Item,
    user: &'a User,
    company: &'a CompanyRef,
    answers: &'a Answers,
    files: &'a Files,
    once: &'a Once,
}

impl New<'_> {
    fn request(&self, status: Status, approvers: Vec<UserId>, now: jiff::Timestamp) -> Request {
        let new = NewRequest {
            id: self.id.clone(),
            asked: Asked::of(self.item),
            company: self.company.clone(),
            requester: PersonRef::from(self.user),
            answers: self.answers.clone(),
            files: self.files.attachments.clone(),
            approvers,
            status,
        };
        Request::new(new, now)
    }

    /// Adds it to the batch, with its files.
    fn write(
        &self,
        batch: &mut Batch<'_>,
        actor: &Actor,
        ticket: Option<&OrderedTicket>,
        approvers: Vec<UserId>,
    ) -> Result<Request, Problem> {
        self.once.keep(batch, &Kept { request: self.id.clone() })?;
        let status = if ticket.is_some() { Status::Approved } else { Status::PendingApproval };
        let mut request = self.request(status, approvers, batch.now());
        request.ticket = ticket.cloned();
        batch.create(&request);
        for upload in &self.files.uploads {
            batch.delete(upload);
        }
        let detail = serde_json::json!({ "item": self.item.name, "status": status });
        batch.audit_with(actor, "request.create", self.id.as_str(), detail);
        if ticket.is_some() {
            batch.event(tell::event(
                "request.created",
                &request,
                1,
                std::slice::from_ref(&request.requester.id),
            ));
        }
        Ok(request)
    }
}

/// The company admins who can decide: all but who asks.
async fn approvers(app: &App, client: &ClientScope) -> Result<Vec<UserId>, Problem> {
    let admins = reassign::admins(app, client.scope()).await?;
    let others = reassign::approvers(&admins, &client.user().id, &[]);
    if others.is_empty() {
        return Err(Problem::Conflict(
            "Another admin of your company must approve this, and there is none. Please ask your provider."
                .into(),
        ));
    }
    Ok(others)
}

/// The files of the answers, and the uploads that they were.
#[derive(Default)]
struct Files {
    attachments: BTreeMap<String, Vec<Attachment>>,
    uploads: Vec<Stored<Upload>>,
}

/// The files that the answers name, with the keys of their fields.
fn file_ids<'a>(fields: &'a [Field], answers: &'a Answers) -> impl Iterator<Item = (&'a str, FileId)> {
    fields.iter().filter(|field| field.r#type == FieldType::File).flat_map(|field| {
        let ids = match answers.get(&field.key) {
            Some(Answer::Many(ids)) => ids.as_slice(),
            _ => &[],
        };
        ids.iter().filter_map(|id| FileId::parse(id)).map(|id| (field.key.as_str(), id))
    })
}

fn take_files(
    fields: &[Field],
    answers: &Answers,
    found: &mut Found,
    user: &User,
    now: jiff::Timestamp,
) -> Result<Files, Problem> {
    let (mut files, mut wrong) = (Files::default(), Fields::default());
    for (key, id) in file_ids(fields, answers) {
        let upload = found.take::<Upload>(id.as_str())?;
        match upload.as_ref().and_then(|upload| upload.value.usable(&user.id, now)) {
            Some(attachment) => {
                files.attachments.entry(key.to_owned()).or_default().push(attachment);
                files.uploads.extend(upload);
            }
            None => wrong
                .add(format!("answers.{key}"), "A file is missing or was already used. Please add it again."),
        }
    }
    wrong.ok(files)
}
