//! `GET /api/manage/announcements` – all announcements, as staff see them.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use shared::store::{Filter, Query as Question};
use utoipa::{IntoParams, ToSchema};

use crate::model::{ANNOUNCEMENT, Announcement, Stage};
use crate::store::{just_after, over_after, released};
use crate::views::{ManagedAnnouncementLine, Seen};

/// Companies that are named in a line.
const NAMED: usize = 2;

/// Which announcements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StateFilter {
    /// Wherever they stand, the last changed first.
    #[default]
    All,
    /// Held back.
    Draft,
    /// Still to come, the latest first.
    Scheduled,
    /// Seen by clients now.
    Published,
    /// No longer seen.
    Expired,
}

/// Filters and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AnnouncementsQuery {
    /// Where they stand.
    #[param(inline)]
    status: Option<StateFilter>,
    /// Words of title or text, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Announcements as staff list them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedAnnouncementList {
    /// In the order of the filter.
    items: Vec<ManagedAnnouncementLine>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the announcements of the tenant.
#[utoipa::path(
    get,
    path = "/api/manage/announcements",
    tag = "announcements",
    operation_id = "manage_announcements_list",
    params(AnnouncementsQuery),
    responses((status = 200, description = "A page of announcements", body = ManagedAnnouncementList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<AnnouncementsQuery>,
) -> Result<Json<ManagedAnnouncementList>, Problem> {
    let search = Search::read(asked.q.as_deref())?;
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = format!("{}/manage.announcements/{filters}", staff.scope().tenant());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let now = app.clock.now();
    let question = search.narrow(question(asked.status.unwrap_or_default(), now));
    let question = question.limit(paging.limit).after(paging.after);
    let page = app.store.query::<Announcement>(staff.scope(), question).await?;
    let names = names(&app, &staff, page.items.iter().map(|stored| &stored.value)).await?;
    let line = |stored: &shared::store::Stored<Announcement>| {
        let seen = Seen { version: stored.version, updated_at: stored.updated_at, now };
        let companies = stored.value.shown_to.shown().companies.into_iter().take(NAMED);
        let companies = companies.filter_map(|id| names.get(&id).cloned()).collect();
        ManagedAnnouncementLine::of(&stored.value, &seen, companies)
    };
    Ok(Json(ManagedAnnouncementList {
        items: page.items.iter().map(line).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}

fn question(status: StateFilter, now: Timestamp) -> Question {
    let came = || Filter::Range("publish_at", None, Some(now.into()));
    match status {
        StateFilter::All => Question::of(&ANNOUNCEMENT, "updated_at"),
        StateFilter::Draft => Question::of(&ANNOUNCEMENT, "updated_at").eq("stage", Stage::Draft.as_str()),
        StateFilter::Scheduled => {
            released("publish_at").filter(Filter::Range("publish_at", Some(just_after(now).into()), None))
        }
        StateFilter::Published => released("publish_at").filter(came()).filter(over_after(now)),
        StateFilter::Expired => {
            released("publish_at").filter(came()).filter(Filter::Range("ends_at", None, Some(now.into())))
        }
    }
}

/// The companies that the lines name: one round trip, none where all are for everybody.
async fn names(
    app: &App,
    staff: &AnyStaff,
    announcements: impl Iterator<Item = &Announcement>,
) -> Result<HashMap<CompanyId, CompanyRef>, Problem> {
    let mut ids: Vec<CompanyId> =
        announcements.flat_map(|one| one.shown_to.shown().companies.into_iter().take(NAMED)).collect();
    ids.sort();
    ids.dedup();
    let mut names = HashMap::new();
    for ids in ids.chunks(100) {
        let found = CompanyHead::of(&app.store, staff.scope(), ids).await?;
        names.extend(found.into_iter().map(|company| (company.id.clone(), company)));
    }
    Ok(names)
}
