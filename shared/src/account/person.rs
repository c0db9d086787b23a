//! A person as remembered beside what they did.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::User;
use crate::id::UserId;

/// A person as shown beside a ticket or a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// Id.
    pub id: UserId,
    /// The name when this was written.
    pub name: String,
}

impl From<&User> for PersonRef {
    fn from(user: &User) -> Self {
        Self { id: user.id.clone(), name: user.name.clone() }
    }
}
