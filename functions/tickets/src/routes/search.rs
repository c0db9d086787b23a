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

/// Narrows a query to tickets with all words of `q`; `None` where nothing can have them.
pub(crate) fn search(query: Query, q: Option<&str>) -> Result<Option<Query>, Problem> {
    let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) else { return Ok(Some(query)) };
    if q.chars().count() > LONGEST {
        return Err(Problem::field("q", format!("Search for at most {LONGEST} characters.")));
    }
    let words = wanted(q);
    if words.is_empty() {
        return Ok(None);
    }
    Ok(Some(words.into_iter().fold(query, |query, word| query.filter(Filter::Term(word)))))
}
