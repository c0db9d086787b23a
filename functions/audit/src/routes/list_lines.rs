//! `GET /api/manage/audit` – who did what to which object, when and from where.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::audit::AuditLine;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

use crate::query::Wanted;

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// Id of the person who did it; `operator` for the command line.
    #[param(max_length = 200)]
    person: Option<String>,
    /// What it was about: the word before the point of an action, such as `ticket`.
    #[param(max_length = 200)]
    area: Option<String>,
    /// What was done, such as `ticket.create`.
    #[param(max_length = 200)]
    action: Option<String>,
    /// Id of the object.
    #[param(max_length = 200)]
    object: Option<String>,
    /// Not before this moment.
    #[param(format = "date-time")]
    from: Option<String>,
    /// Not after this moment.
    #[param(format = "date-time")]
    until: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Somebody as the log remembers them.
#[derive(Debug, Serialize, ToSchema)]
struct AuditActor {
    /// Id; `operator` for the command line.
    id: String,
    /// Name at that time.
    name: String,
    /// Role at that time.
    role: String,
    /// Where the request came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// In whose name it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    acting_for: Option<AuditActingFor>,
}

/// Somebody in whose name a member of staff acted.
#[derive(Debug, Serialize, ToSchema)]
struct AuditActingFor {
    /// Id.
    id: String,
    /// Name at that time.
    name: String,
}

/// A line of the log.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEntry {
    /// Its id.
    id: String,
    /// When.
    at: Timestamp,
    /// Who.
    actor: AuditActor,
    /// What was done, such as `ticket.create`.
    action: String,
    /// Id of the object.
    object: String,
    /// What changed, as the area that wrote it tells it.
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// Lines, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntries {
    items: Vec<AuditEntry>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The audit log, newest lines first
///
/// All filters hold together. Nothing changes a line, and no operation removes one.
#[utoipa::path(get, path = "/api/manage/audit", tag = "audit", operation_id = "audit_list",
    params(AuditQuery), responses((status = 200, body = AuditEntries), ReadProblems))]
pub(crate) async fn list_lines(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<AuditQuery>,
) -> Result<Json<AuditEntries>, Problem> {
    let wanted = Wanted {
        person: asked.person.as_deref(),
        area: asked.area.as_deref(),
        action: asked.action.as_deref(),
        object: asked.object.as_deref(),
        from: asked.from.as_deref(),
        until: asked.until.as_deref(),
    };
    let query = wanted.query()?;
    let list = wanted.name(staff.scope().tenant().as_str());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let query = query.limit(paging.limit).after(paging.after);
    let page = app.store.query::<AuditLine>(staff.scope(), query).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    let items = page.items.into_iter().map(|stored| entry(stored.value)).collect();
    Ok(Json(AuditEntries { items, next_cursor }))
}

fn entry(line: AuditLine) -> AuditEntry {
    let actor = line.actor;
    let acting_for = actor.acting_for.map(|person| AuditActingFor { id: person.id, name: person.name });
    AuditEntry {
        id: line.id,
        at: line.at,
        actor: AuditActor {
            id: actor.id,
            name: actor.name,
            role: actor.role,
            address: actor.address,
            acting_for,
        },
        action: line.action,
        object: line.object,
        detail: line.detail,
    }
}
