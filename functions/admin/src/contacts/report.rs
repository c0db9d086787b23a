//! What became of each contact.

use serde::Serialize;
use serde_json::Value;
use shared::id::UserId;
use shared::problem::Fields;
use utoipa::ToSchema;

/// What became of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ContactOutcome)]
pub(crate) enum Outcome {
    /// A new person, who was sent an invitation.
    Created,
    /// A person has changed: linked, renamed, invited again, enabled or disabled.
    Changed,
    /// The portal said so already.
    Unchanged,
    /// Not for the portal; `reason` says why.
    Skipped,
    /// Something is wrong with it; nothing of it was kept.
    Refused,
}

/// Why a contact was skipped, refused, or not taken over whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ContactReason)]
pub(crate) enum Reason {
    /// No company of the portal has this PSA company id.
    UnknownCompany,
    /// The company's switch for it is off.
    AutoProvisioningOff,
    /// The company is disabled.
    CompanyDisabled,
    /// The contact has no access to the portal, and no account that came from the PSA.
    NoPortalAccess,
    /// Staff or the company's admin have disabled the person: the PSA does not undo that.
    DisabledByHand,
    /// The person has joined under another address, and signs in with that.
    EmailKept,
    /// The company's last admin is not disabled.
    LastAdmin,
}

/// The report on one contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContactRecordReport)]
pub(crate) struct RecordReport {
    /// Its place in what was sent, from 0.
    index: usize,
    /// What the PSA calls it; absent where that could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    psa_contact_id: Option<String>,
    /// The person's id; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<UserId>,
    /// What became of it.
    outcome: Outcome,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Fields>,
}

/// The report on all of them, in the order in which they were sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ContactReport)]
pub(crate) struct Report {
    /// New people.
    created: usize,
    /// People who have changed.
    changed: usize,
    /// People of whom the portal said so already.
    unchanged: usize,
    /// Contacts that are not for the portal.
    skipped: usize,
    /// Contacts with something wrong.
    refused: usize,
    /// Each contact.
    records: Vec<RecordReport>,
}

impl RecordReport {
    /// As long as nothing has become of it.
    pub(super) fn of(index: usize, sent: &Value) -> Self {
        let psa_contact_id = sent["psa_contact_id"].as_str().map(|id| id.chars().take(100).collect());
        Self { index, psa_contact_id, id: None, outcome: Outcome::Refused, reason: None, errors: None }
    }

    /// It came to be this.
    pub(super) fn became(&mut self, outcome: Outcome, id: Option<&UserId>, reason: Option<Reason>) {
        (self.outcome, self.id, self.reason, self.errors) = (outcome, id.cloned(), reason, None);
    }

    /// Something is wrong with it.
    pub(super) fn refuse(&mut self, wrong: Fields, reason: Option<Reason>) {
        (self.outcome, self.id, self.reason, self.errors) = (Outcome::Refused, None, reason, Some(wrong));
    }
}

impl Report {
    /// On these.
    pub(super) fn of(records: Vec<RecordReport>) -> Self {
        let count = |outcome| records.iter().filter(|one| one.outcome == outcome).count();
        Self {
            created: count(Outcome::Created),
            changed: count(Outcome::Changed),
            unchanged: count(Outcome::Unchanged),
            skipped: count(Outcome::Skipped),
            refused: count(Outcome::Refused),
            records,
        }
    }
}
