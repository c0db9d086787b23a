//! Ready-made answers: what their operations share.

use serde::{Deserialize, Serialize};
use shared::http::{line, text};
use shared::id::CannedId;
use shared::problem::{Fields, Problem};
use shared::store::sort_key;
use utoipa::{IntoParams, ToSchema};

use super::super::text::BODY;
use crate::model::CannedReply;

/// Characters of a title at most.
const TITLE: usize = 100;

/// A ready-made answer on the wire.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = CannedReply)]
pub(crate) struct CannedView {
    /// Id.
    id: CannedId,
    /// What the staff finds it by.
    title: String,
    /// The text.
    body: String,
    /// Its ETag.
    version: u64,
}

/// A new or changed ready-made answer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CannedEdit {
    /// What the staff finds it by.
    #[schema(min_length = 1, max_length = 100)]
    title: String,
    /// The text.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
}

/// The ready-made answer's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct CannedPath {
    /// The ready-made answer.
    id: CannedId,
}

impl CannedEdit {
    /// The document that it makes; 422 where title or text are wrong.
    pub(crate) fn checked(&self, id: CannedId) -> Result<CannedReply, Problem> {
        let mut fields = Fields::default();
        let title = line(&mut fields, "title", &self.title, TITLE);
        let body = text(&mut fields, "body", &self.body, 1, BODY);
        fields.ok(CannedReply { id, sort_title: sort_key(&title), title, body })
    }
}

impl CannedView {
    pub(crate) fn of(reply: CannedReply, version: u64) -> Self {
        Self { id: reply.id, title: reply.title, body: reply.body, version }
    }
}
