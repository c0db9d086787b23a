//! `POST /api/internal/signing/push` – Legal, or whatever keeps the contracts, sends a policy to be signed.

use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::account::{USER, User, login_key};
use shared::app::App;
use shared::edition::Edition;
use shared::egress::EgressError;
use shared::http::{Body, WriteProblems, line};
use shared::id::{PolicyId, UserId};
use shared::pdf::Press;
use shared::problem::{Fields, Problem};
use shared::service_key::{KeyOwner, ServiceKey, Signing};
use shared::store::{Filter, Query, StoreError, Stored};
use shared::tenant::Scope;
use utoipa::ToSchema;

use super::super::manage::{PolicyEdit, check, told};
use crate::model::{EDITION, External, Policy, PolicyState, Receiver};
use crate::store::{ATTEMPTS, busy, discard, keep, pause, remove, stage_content};

/// Kilobytes of a call at most.
const KILOBYTES: usize = 4_096;
/// Emails of one look-up.
const TOGETHER: usize = 20;

/// A policy from another system.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyPush {
    /// The tenant's slug; needed with a key of the installation alone.
    #[serde(default)]
    tenant: Option<String>,
    /// What the sender calls the policy: 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    external_id: String,
    /// The sender's version, from 1: a higher one replaces a lower one.
    #[schema(minimum = 1)]
    version: u32,
    /// The policy.
    policy: PolicyEdit,
    /// Emails of those who must sign, where `signers` is `people`; together with `people`.
    #[serde(default)]
    #[schema(max_items = 200)]
    emails: Vec<String>,
    /// Where the sender is told of each signature and refusal, and when all have signed: a public HTTPS address. Left out
    /// with a new version, nobody is told; with one that is here already, it stays as it is.
    #[serde(default)]
    #[schema(max_length = 2000)]
    callback_url: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pushed {
    /// The policy's id in the portal.
    id: PolicyId,
    /// The version that clients sign.
    published_version: u32,
    /// True where this version was here already.
    unchanged: bool,
}

/// Publishes a policy, known by its external id. The same version may be sent again at any time: it stays as it is.
///
/// Errors: 401 no key that holds · 403 a key for something else · 404 another tenant's key · 409 a later version is here, or
/// the policy is archived · 422 fields.
#[utoipa::path(
    post,
    path = "/api/internal/signing/push",
    tag = "documents",
    operation_id = "policy_push",
    request_body = PolicyPush,
    responses((status = 200, description = "What became of it", body = Pushed), WriteProblems)
)]
pub(crate) async fn handler(
    key: ServiceKey<Signing>,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    Body(push): Body<PolicyPush, KILOBYTES>,
) -> Result<Json<Pushed>, Problem> {
    let slug = key.means(push.tenant.as_deref())?;
    let (scope, _) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    let mut fields = Fields::default();
    let external_id = line(&mut fields, "external_id", &push.external_id, 100);
    if push.version == 0 {
        fields.add("version", "Versions start at 1.");
    }
    fields.ok(())?;
    let id = PolicyId::named(slug.as_str(), &external_id);
    // Whoever repeats a call gets its answer without anything being looked up.
    let url = push.callback_url.as_deref();
    if let Some(kept) = app.store.get::<Policy>(&scope, id.as_str()).await?
        && let Some(same) = unchanged(&kept, push.version)?
    {
        if same_address(&kept.value, url) {
            return Ok(Json(same));
        }
        let url = reachable(&app, &key, url).await?;
        return readdress(&app, &scope, &key, &id, push.version, url).await.map(Json);
    }
    let url = reachable(&app, &key, url).await?;
    let people = people(&app, &scope, &push.emails).await?;
    let written = push.policy.with_people(people).checked(&app, &scope).await?;
    let owner = UserId::named("service", key.id());
    let (file, sha256) = stage_content(&app, &scope, &owner, &written.source).await?;
    let external = External { id: external_id, version: push.version };
    for attempt in 1..=ATTEMPTS {
        let mut found = app.store.read(&scope, &[EDITION.to_owned(), id.to_string()]).await?;
        let edition = found.take::<Edition>(EDITION)?;
        let read = found.take::<Policy>(id.as_str())?;
        if let Some(kept) = &read
            && let Some(same) = unchanged(kept, push.version)?
        {
            return Ok(Json(same));
        }
        let terms = written.terms(file.value.id.clone(), sha256.clone());
        let reach = written.reach.clone();
        let mut gone = Vec::new();
        let mut policy = match &read {
            Some(read) => {
                let mut policy = read.value.clone();
                gone.extend(policy.rewrite(terms, reach));
                policy
            }
            None => Policy::draft(id.clone(), &key.actor().name, terms, reach),
        };
        policy.external = Some(external.clone());
        let before = policy.receiver.take();
        policy.receiver =
            url.clone().map(|url| Receiver::at(url, is_installations(&key), before, app.clock.now()));
        if policy.state != PolicyState::Published || policy.has_changes() {
            check(&app, &press, &scope, &policy).await?;
        }
        let mut batch = app.store.batch(&scope);
        let (fresh, before) = policy.publish(None, batch.now());
        gone.extend(before);
        policy.note_sent();
        match &read {
            Some(read) => batch.replace(read, &policy),
            None => batch.create(&policy),
        };
        batch.delete(&file);
        discard(&mut batch, &owner, gone.clone());
        Edition::raise(&mut batch, EDITION, edition.as_ref());
        let published = policy.asked().ok_or(Problem::NotFound)?;
        let detail =
            json!({ "title": policy.terms.title, "version": published.version, "external": external });
        batch.audit_with(&key.actor(), "policy.push", id.as_str(), detail);
        let name = if fresh { "document.published" } else { "document.changed" };
        let mut event = told(name, &policy, published, read.as_ref().map_or(1, |read| read.version + 1));
        event.data = json!({ "version": published.version });
        batch.event(event);
        match app.store.commit(batch).await {
            Ok(_) => {
                remove(&app, &scope, &gone).await;
                return Ok(Json(Pushed { id, published_version: published.version, unchanged: false }));
            }
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => pause(attempt).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy())
}

/// True where nothing else is asked for than what is there.
fn same_address(kept: &Policy, url: Option<&str>) -> bool {
    url.is_none_or(|url| kept.receiver.as_ref().is_some_and(|receiver| receiver.url == url))
}

fn is_installations(key: &ServiceKey<Signing>) -> bool {
    *key.owner() == KeyOwner::Installation
}

/// The address as it is kept. Ends: 422 where it may not be called or the key signs nothing · 503 where its name cannot
/// be looked up.
async fn reachable(
    app: &App,
    key: &ServiceKey<Signing>,
    url: Option<&str>,
) -> Result<Option<String>, Problem> {
    let Some(url) = url else { return Ok(None) };
    if !key.signs_callbacks() {
        return Err(Problem::field("callback_url", "This key is older than callbacks. Make a new one."));
    }
    match app.egress.check(url).await {
        // As it was sent: a repetition is known by it.
        Ok(_) => Ok(Some(url.to_owned())),
        Err(EgressError::Silent) => Err(busy()),
        Err(wrong) => Err(Problem::field("callback_url", wrong.to_string())),
    }
}

/// Has the receiver of a version that is here already be told at another address.
async fn readdress(
    app: &App,
    scope: &Scope,
    key: &ServiceKey<Signing>,
    id: &PolicyId,
    version: u32,
    url: Option<String>,
) -> Result<Pushed, Problem> {
    let url = url.ok_or(Problem::NotFound)?;
    keep(app, scope, id, |batch, read| {
        let mut answer = unchanged(read, version)?.ok_or(Problem::Stale)?;
        answer.unchanged = false;
        let mut policy = read.value.clone();
        let before = policy.receiver.take();
        policy.receiver = Some(Receiver::at(url.clone(), is_installations(key), before, batch.now()));
        policy.note_sent();
        batch.replace(read, &policy);
        let detail = json!({ "title": policy.terms.title, "external": policy.external, "callback_url": url });
        batch.audit_with(&key.actor(), "policy.push", id.as_str(), detail);
        if let Some(published) = policy.asked() {
            let mut event = told("document.changed", &policy, published, read.version + 1);
            event.data = json!({ "version": published.version });
            batch.event(event);
        }
        Ok(answer)
    })
    .await
}

/// The answer, where this version is here already.
fn unchanged(kept: &Stored<Policy>, version: u32) -> Result<Option<Pushed>, Problem> {
    let policy = &kept.value;
    if policy.state == PolicyState::Archived {
        return Err(Problem::Conflict("This policy is archived.".into()));
    }
    let here = policy.external.as_ref().map_or(0, |external| external.version);
    if here > version {
        return Err(Problem::Conflict(format!("Version {here} is here already.").into()));
    }
    let published_version = policy.published.as_ref().map_or(0, |published| published.version);
    Ok((here == version).then(|| Pushed { id: policy.id.clone(), published_version, unchanged: true }))
}

/// The people with these emails; one round trip for twenty.
async fn people(app: &App, scope: &Scope, emails: &[String]) -> Result<Vec<UserId>, Problem> {
    if emails.len() > 200 {
        return Err(Problem::field("emails", "Name at most 200 people."));
    }
    let mut found = Vec::new();
    for some in emails.chunks(TOGETHER) {
        let keys = some.iter().map(|email| login_key(email).into()).collect();
        let query = Query::of(&USER, "id").filter(Filter::OneOf("login_key", keys));
        let page = app.store.query::<User>(scope, query).await?;
        for (place, email) in some.iter().enumerate() {
            let user = page.items.iter().find(|user| user.value.login_key == login_key(email));
            match user {
                Some(user) => found.push(user.value.id.clone()),
                None => {
                    return Err(Problem::field(format!("emails[{place}]"), "Nobody here has this email."));
                }
            }
        }
    }
    Ok(found)
}
