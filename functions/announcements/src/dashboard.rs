//! The area's part of the clients' dashboard, put together by the program with the other areas' parts.

use serde::Serialize;
use shared::app::App;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Found;
use utoipa::ToSchema;

use crate::store;
use crate::views::{AnnouncementLine, OutageBanner};

/// What the dashboard says of announcements.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncementNews {
    /// Announcements that the caller has not read; of the latest 50.
    unread_announcements: u64,
    /// At most four: pinned ones first, then the latest.
    latest_announcements: Vec<AnnouncementLine>,
    /// At most three outages that the caller has not put away.
    outages: Vec<OutageBanner>,
}

/// The documents that [`news`] needs: read together with those of the other parts.
#[must_use]
pub fn ids(client: &ClientScope) -> Vec<String> {
    store::desk_ids(client)
}

/// The part, out of what was read. No further round trip unless staff have changed something since the company's
/// last look.
pub async fn news(app: &App, client: &ClientScope, found: &mut Found) -> Result<AnnouncementNews, Problem> {
    let desk = store::desk(app, client, found).await?;
    let view = desk.view(app.clock.now());
    let unread = view.unread();
    Ok(AnnouncementNews {
        unread_announcements: unread.len() as u64,
        latest_announcements: view
            .latest()
            .map(|notice| AnnouncementLine::of(notice, unread.contains(&notice.id)))
            .collect(),
        outages: view.outages().map(OutageBanner::of).collect(),
    })
}
