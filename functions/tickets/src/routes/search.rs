//! Search and order: what both sides' lists share.

use serde::{Deserialize, Serialize};
use shared::problem::Problem;
use shared::store::{Filter, Query, wanted};
use utoipa::ToSchema;

/// Characters of a search at most.
const LONGEST: usize = 200;

/// What a list of tickets is sorted by, latest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// Last activity.
    #[default]
    Activity,
    /// Opening.
    Created,
}

/// Narrows a query to tickets with all words of `q`. Signs and single Latin letters narrow nothing, so that a list does
/// not go blank while somebody types.
pub(crate) fn search(query: Query, q: Option<&str>) -> Result<Query, Problem> {
    let q = q.unwrap_or_default().trim();
    if q.chars().count() > LONGEST {
        return Err(Problem::field("q", format!("Search for at most {LONGEST} characters.")));
    }
    Ok(wanted(q).into_iter().fold(query, |query, word| query.filter(Filter::Term(word))))
}
