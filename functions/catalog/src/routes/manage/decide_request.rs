//! What the staff's decisions about requests share: they stand in for a company that cannot, or does not, decide.

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{IfMatch, WithETag};
use shared::id::RequestId;
use shared::problem::Problem;
use shared::session::{Staff, Technician};
use utoipa::ToSchema;

use super::super::requests::page;
use crate::requests::{Decider, Desk, Verdict, decide, request};
use crate::views::RequestView;

/// The reason, shown to the requester.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffReason {
    /// 1 to 1,000 characters.
    #[schema(min_length = 1, max_length = 1_000)]
    pub(crate) reason: String,
}

/// Decides in the company's place.
pub(super) async fn decided(
    app: &App,
    desk: Desk,
    staff: &Staff<Technician>,
    id: &RequestId,
    verdict: &Verdict,
    expected: IfMatch,
) -> Result<WithETag<RequestView>, Problem> {
    let company = request(app, staff.scope(), id).await?.value.company.id;
    let actor = staff.person().actor();
    let who = Decider { scope: staff.scope(), company: &company, user: staff.user(), actor, link: None };
    let stored = decide(app, desk, &who, id, verdict, expected).await?;
    page(app, staff.scope(), &stored, staff.user()).await
}
