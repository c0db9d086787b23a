//! A link as stored: one for each purpose and person, and object where it is about one, so that a new one takes the
//! place of the one before it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Recipe;
use crate::id::UserId;
use crate::store::{Document, Kind, Reach};

/// What a link is good for. A link of one purpose is nothing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Joining: setting the first password.
    Invite,
    /// Setting a new password in place of a forgotten one.
    Reset,
    /// Deciding about one request.
    Approve,
    /// Confirming a new email, by whoever is signed in.
    ConfirmEmail,
    /// Objecting to a change of the email.
    ObjectEmail,
}

impl Purpose {
    /// The word in ids and recipes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::Approve => "approve",
            Self::ConfirmEmail => "email",
            Self::ObjectEmail => "object",
        }
    }

    /// How long a link works.
    #[must_use]
    pub fn life(self) -> SignedDuration {
        match self {
            Self::Invite => SignedDuration::from_hours(7 * 24),
            Self::Reset => SignedDuration::from_mins(30),
            Self::Approve => SignedDuration::from_hours(14 * 24),
            Self::ConfirmEmail => SignedDuration::from_hours(7 * 24),
            // Confirmed on its last day, the change may still be objected to for fourteen days.
            Self::ObjectEmail => SignedDuration::from_hours(21 * 24),
        }
    }

    /// How long a link that works no more is remembered, so that its page can say why.
    pub(super) fn memory(self) -> SignedDuration {
        match self {
            Self::Invite => SignedDuration::from_hours(180 * 24),
            Self::Reset => SignedDuration::from_hours(7 * 24),
            Self::Approve | Self::ConfirmEmail | Self::ObjectEmail => SignedDuration::from_hours(60 * 24),
        }
    }
}

/// A link as stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OneTimeToken {
    /// `otk.PURPOSE.USER`, or `otk.PURPOSE.USER.OBJECT`
    pub id: String,
    /// Base64url of the secret's SHA-256.
    pub hash: String,
    /// What the secret is made from.
    pub recipe: Recipe,
    /// From then on the link does not work.
    pub ends_at: Timestamp,
    /// When it was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// Hashes of the links that this one took the place of, newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<String>,
    /// When this link and those before it were made, as far as that was within the hour before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<Timestamp>,
}

/// One-time links; read and written by id alone.
pub static ONE_TIME_TOKEN: Kind =
    Kind { name: "one_time_token", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for OneTimeToken {
    const KIND: &'static Kind = &ONE_TIME_TOKEN;

    fn id(&self) -> &str {
        &self.id
    }
}

impl OneTimeToken {
    /// The id of a person's link of that purpose.
    #[must_use]
    pub fn id_of(purpose: Purpose, user: &UserId) -> String {
        Self::id_about(purpose, user, None)
    }

    /// The id of a person's link of that purpose about one object.
    #[must_use]
    pub fn id_about(purpose: Purpose, user: &UserId, about: Option<&str>) -> String {
        let about = about.map(|about| format!(".{about}")).unwrap_or_default();
        format!("otk.{}.{user}{about}", purpose.as_str())
    }

    /// True where the link works at `now`.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.ends_at
    }

    /// Until when the record is kept.
    pub(super) fn kept_until(&self) -> Timestamp {
        self.ends_at + self.recipe.purpose.memory()
    }
}
