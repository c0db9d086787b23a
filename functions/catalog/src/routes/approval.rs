//! The page behind a mail's link, for a company admin who is not signed in: what it shows, and its answer. A link opens
//! one request for one person, once; looking at it changes nothing.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{PersonRef, Role, User, UserStatus};
use shared::app::App;
use shared::audit::Actor;
use shared::http::{Body, IfMatch, WriteProblems, client_address, text};
use shared::id::RequestId;
use shared::problem::{Fields, Problem};
use shared::store::Stored;
use shared::tenant::{Scope, TenantStatus};
use shared::token::{Ended, Live, LookUp, Purpose, look_up_about};
use utoipa::ToSchema;

use super::reject_request::REASON;
use crate::brief::in_words;
use crate::mails::WORDS;
use crate::model::{Asked, Decision, Request, Status};
use crate::requests::{Decider, Desk, Verdict, decide, form, request};

const REASSIGNED: &str = "This request is no longer yours to decide. Somebody else decides now.";

/// A link, from its address.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalLink {
    /// The request.
    request: RequestId,
    /// The token.
    #[schema(max_length = 300)]
    token: String,
}

/// A link's answer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalAnswer {
    /// The request.
    request: RequestId,
    /// The token.
    #[schema(max_length = 300)]
    token: String,
    /// Yes or no.
    approve: bool,
    /// Why not, where it is no.
    #[serde(default)]
    #[schema(max_length = 1_000)]
    reason: String,
}

/// What a link is good for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ApprovalState {
    /// The request waits for an answer.
    Ready,
    /// It was decided or taken back meanwhile.
    Decided,
    /// The link's time is over: sign in instead.
    Expired,
    /// Whom the link was for may no longer decide: another admin of the company does, or the provider.
    Reassigned,
    /// No such link was given out.
    Unknown,
}

/// One answer in words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnsweredField {
    /// The field.
    label: String,
    /// The answer.
    text: String,
}

/// What the page shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalView {
    /// What the link is good for.
    state: ApprovalState,
    /// The request, where the link is genuine and not over.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<ApprovalRequest>,
    /// Whom the link is for, where it is genuine and not over: the answer is given in their name, whoever else is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    approver: Option<Approver>,
}

/// As whom a link's reader decides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Approver {
    /// The name.
    name: String,
    /// The email that the link went to.
    email: String,
}

impl From<&User> for Approver {
    fn from(user: &User) -> Self {
        Self { name: user.name.clone(), email: user.email.clone() }
    }
}

/// The request, as far as a decision needs it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalRequest {
    /// What is asked for.
    item: Asked,
    /// Who asks.
    requester: PersonRef,
    /// When.
    asked_at: Timestamp,
    /// Where it stands.
    status: Status,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// The answers in the form's order.
    answers: Vec<AnsweredField>,
}

/// Looks at the request of a mail's link
///
/// Changes nothing. The token travels in the body, so that it stands in no log of addresses.
#[utoipa::path(post, path = "/api/portal/approvals/look-up", tag = "catalog", operation_id = "approval_get",
    request_body = ApprovalLink, responses((status = 200, body = ApprovalView), WriteProblems))]
pub(crate) async fn look_up(
    State(app): State<App>,
    origin: Origin,
    Body(link): Body<ApprovalLink>,
) -> Result<Json<ApprovalView>, Problem> {
    app.limits.address(origin.0.as_deref())?;
    let found = find(&app, &link.request, &link.token).await?;
    view(&app, found).await.map(Json)
}

/// Approves or rejects by a mail's link
///
/// Errors: 403 the recipient may no longer decide · 404 no such link · 409 expired, or already decided · 422 a
/// rejection without a reason.
#[utoipa::path(post, path = "/api/portal/approvals/decide", tag = "catalog", operation_id = "approval_decide",
    request_body = ApprovalAnswer, responses((status = 200, body = ApprovalView), WriteProblems))]
pub(crate) async fn answer(
    State(app): State<App>,
    origin: Origin,
    desk: Desk,
    Body(said): Body<ApprovalAnswer>,
) -> Result<Json<ApprovalView>, Problem> {
    app.limits.address(origin.0.as_deref())?;
    let mut fields = Fields::default();
    let verdict = if said.approve {
        Verdict::Approve(None)
    } else {
        Verdict::Reject(text(&mut fields, "reason", &said.reason, 1, REASON))
    };
    let verdict = fields.ok(verdict)?;
    let found = find(&app, &said.request, &said.token).await?;
    let link = match &found {
        Found::Live(link) => link,
        Found::Expired => return Err(Problem::Conflict("This link has expired. Please sign in.".into())),
        Found::Used(_) => return Err(Problem::Conflict("This link has already been used.".into())),
        Found::Reassigned => return Err(Problem::Forbidden(REASSIGNED.into())),
        Found::Unknown => return Err(Problem::NotFound),
    };
    let user = &link.live.user.value;
    let actor = Actor {
        id: user.id.to_string(),
        name: user.name.clone(),
        role: user.role.as_str().to_owned(),
        address: origin.0,
        acting_for: None,
    };
    let company = &link.request.value.company.id;
    let who = Decider { scope: &link.scope, company, user, actor, link: Some(&link.live) };
    let stored = decide(&app, desk, &who, &said.request, &verdict, IfMatch(None)).await?;
    let shown = shown(&app, &link.scope, &stored, user).await?;
    let approver = Some(Approver::from(user));
    Ok(Json(ApprovalView { state: ApprovalState::Decided, request: Some(shown), approver }))
}

/// The address that a request came from.
pub(crate) struct Origin(Option<String>);

impl axum::extract::FromRequestParts<App> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(client_address(parts, &app.settings)))
    }
}

/// A genuine link, and what it opens.
struct Link {
    live: Box<Live>,
    /// The company's data: nothing else is reached by it.
    scope: Scope,
    request: Stored<Request>,
}

enum Found {
    Live(Box<Link>),
    Used(Box<Link>),
    Expired,
    Reassigned,
    Unknown,
}

/// Finds out about a link: whose it is, and that they may still decide about this request.
async fn find(app: &App, id: &RequestId, token: &str) -> Result<Found, Problem> {
    let (used, live) = match look_up_about(app, Purpose::Approve, id.as_str(), token).await? {
        LookUp::Live(live) => (false, live),
        LookUp::Ended(Ended::Used, live) => (true, live),
        LookUp::Ended(Ended::Expired, _) => return Ok(Found::Expired),
        LookUp::Ended(Ended::Replaced, _) | LookUp::Unknown => return Ok(Found::Unknown),
    };
    let user = &live.user.value;
    if live.tenant.status != TenantStatus::Active {
        return Ok(Found::Unknown);
    }
    // The link is genuine, so its bearer learns that somebody else decides, and nothing of the request.
    let Some(company) = user.company.as_ref().filter(|_| may_decide(user) && live.tenant.serves(user)) else {
        return Ok(Found::Reassigned);
    };
    let scope = live.scope.of_company(company.id.clone());
    let request = match request(app, &scope, id).await {
        Ok(request) => request,
        Err(Problem::NotFound) => return Ok(Found::Reassigned),
        Err(problem) => return Err(problem),
    };
    let link = Box::new(Link { live, scope, request });
    Ok(if used { Found::Used(link) } else { Found::Live(link) })
}

fn may_decide(user: &User) -> bool {
    user.role == Role::CompanyAdmin && user.status == UserStatus::Active
}

async fn view(app: &App, found: Found) -> Result<ApprovalView, Problem> {
    let link = match found {
        Found::Live(link) | Found::Used(link) => link,
        Found::Expired => return Ok(nothing(ApprovalState::Expired)),
        Found::Reassigned => return Ok(nothing(ApprovalState::Reassigned)),
        Found::Unknown => return Ok(nothing(ApprovalState::Unknown)),
    };
    let waits = link.request.value.status == Status::PendingApproval;
    let state = if waits { ApprovalState::Ready } else { ApprovalState::Decided };
    let shown = shown(app, &link.scope, &link.request, &link.live.user.value).await?;
    let approver = Some(Approver::from(&link.live.user.value));
    Ok(ApprovalView { state, request: Some(shown), approver })
}

fn nothing(state: ApprovalState) -> ApprovalView {
    ApprovalView { state, request: None, approver: None }
}

async fn shown(
    app: &App,
    scope: &Scope,
    stored: &Stored<Request>,
    reader: &User,
) -> Result<ApprovalRequest, Problem> {
    let request = &stored.value;
    let say = WORDS.speak(reader.language.unwrap_or_default());
    let fields = form(app, scope, request).await?;
    let answers = fields.iter().filter_map(|field| {
        let text = in_words(field, request.answers.get(&field.key)?, &request.files, &say);
        Some(AnsweredField { label: field.label.clone(), text })
    });
    Ok(ApprovalRequest {
        item: request.asked.clone(),
        requester: request.requester.clone(),
        asked_at: request.asked_at,
        status: request.status,
        decision: request.decision.clone(),
        answers: answers.collect(),
    })
}
