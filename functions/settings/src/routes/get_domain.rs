//! `GET /api/manage/domain`

use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::{AnyStaff, Person};
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::domain::{Domain, DomainReason, DomainState, target};

/// A record that the domain's owner makes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DnsRecord {
    /// `TXT` or `CNAME`.
    kind: &'static str,
    /// Its name.
    name: String,
    /// What it holds.
    value: String,
    /// Whether it was seen at the last look; absent where nobody has looked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<bool>,
}

/// The custom domain.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomDomain {
    /// 0 where there is none.
    version: u64,
    /// Its name; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where it stands; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<DomainState>,
    /// What is wrong or awaited.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<DomainReason>,
    /// What its owner enters where the domain is managed.
    records: Vec<DnsRecord>,
    /// When it was last looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_at: Option<Timestamp>,
    /// Where the portal is reached now.
    origin: String,
}

/// The domain as it is, with the records that it needs.
pub(super) async fn answer(
    app: &App,
    person: &Person,
    scope: &Scope,
) -> Result<WithETag<CustomDomain>, Problem> {
    let tenant = app.directory.tenant(scope.tenant()).await?.unwrap_or_else(|| person.tenant.clone());
    let origin = tenant.origin(&app.settings);
    let Some(found) = app.store.get::<Domain>(scope, Domain::ID).await? else {
        let none = CustomDomain {
            version: 0,
            name: None,
            state: None,
            reason: None,
            records: Vec::new(),
            checked_at: None,
            origin,
        };
        return Ok(WithETag::ok(0, none));
    };
    let domain = found.value;
    let target = target(&app.settings, &tenant);
    let records = vec![
        DnsRecord { kind: "TXT", name: domain.proof_name(), value: domain.proof(), seen: domain.proof_seen },
        DnsRecord { kind: "CNAME", name: domain.name.clone(), value: target, seen: domain.leads_here },
    ];
    let answer = CustomDomain {
        version: found.version,
        name: Some(domain.name),
        state: Some(domain.state),
        reason: domain.reason,
        records,
        checked_at: domain.checked_at,
        origin,
    };
    Ok(WithETag::ok(found.version, answer))
}

/// The portal's custom domain, and the records that it needs
#[utoipa::path(get, path = "/api/manage/domain", tag = "settings", operation_id = "domain_get",
    responses((status = 200, body = CustomDomain, headers(("etag" = String))), ReadProblems))]
pub(crate) async fn get_domain(
    staff: AnyStaff,
    State(app): State<App>,
) -> Result<WithETag<CustomDomain>, Problem> {
    answer(&app, staff.person(), staff.scope()).await
}
