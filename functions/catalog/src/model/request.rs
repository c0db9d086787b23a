//! A client's request for an item.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, PersonRef};
use shared::id::{ItemId, RequestId, UserId};
use shared::order::OrderedTicket;
use shared::store::{Document, Index, Kind, Reach};
use shared::upload::Attachment;
use utoipa::ToSchema;

use super::{Icon, Item};
use crate::answers::Answers;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RequestStatus)]
pub(crate) enum Status {
    /// A company admin must decide, or the provider if there is none.
    PendingApproval,
    /// The provider works on its ticket.
    Approved,
    /// It was rejected.
    Rejected,
    /// Its ticket is resolved or closed.
    Fulfilled,
    /// The requester or the provider canceled it before it was decided.
    Cancelled,
}

impl Status {
    /// The word on the wire and in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::PendingApproval => "pending_approval",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Fulfilled => "fulfilled",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Who decided, when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestDecision)]
pub(crate) struct Decision {
    /// Who.
    pub(crate) by: PersonRef,
    /// When.
    pub(crate) at: Timestamp,
    /// The reason in their words; always set if the request was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// True if the provider's staff decided on the company's behalf.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) by_provider: bool,
}

/// What was asked for, as the item was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestedItem)]
pub(crate) struct Asked {
    /// Id of the item, which may be gone.
    pub(crate) id: ItemId,
    /// What it was called.
    pub(crate) name: String,
    /// Its picture.
    pub(crate) icon: Icon,
    /// What it cost, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) price: Option<String>,
    /// Hours until the provider's first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) response_hours: Option<u32>,
    /// Hours until it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resolution_hours: Option<u32>,
    /// Version of the form.
    pub(crate) form_version: u32,
}

impl Asked {
    /// The item as it is.
    pub(crate) fn of(item: &Item) -> Self {
        Self {
            id: item.id.clone(),
            name: item.name.clone(),
            icon: item.icon,
            price: item.price.clone(),
            response_hours: item.response_hours,
            resolution_hours: item.resolution_hours,
            form_version: item.form,
        }
    }
}

/// A request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Its id.
    pub(crate) id: RequestId,
    /// What was asked for.
    pub(crate) asked: Asked,
    /// Whose it is.
    pub(crate) company: CompanyRef,
    /// Who asked.
    pub(crate) requester: PersonRef,
    /// Id of who asked, for looking requests up.
    pub(crate) asked_by: UserId,
    /// The answers by their fields' keys; files by their ids.
    pub(crate) answers: Answers,
    /// The files of the answers, by the fields' keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) files: BTreeMap<String, Vec<Attachment>>,
    /// Where it stands.
    pub(crate) status: Status,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decision: Option<Decision>,
    /// The company admins who are asked; empty if it is pending and nobody at the company can decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) approvers: Vec<UserId>,
    /// Its ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ticket: Option<OrderedTicket>,
    /// When it was made: the batch's moment.
    #[serde(with = "super::sortable")]
    pub(crate) asked_at: Timestamp,
}

/// What a request is made of; everything is checked.
pub(crate) struct NewRequest {
    pub(crate) id: RequestId,
    pub(crate) asked: Asked,
    pub(crate) company: CompanyRef,
    pub(crate) requester: PersonRef,
    pub(crate) answers: Answers,
    pub(crate) files: BTreeMap<String, Vec<Attachment>>,
    pub(crate) approvers: Vec<UserId>,
    pub(crate) status: Status,
}

impl Request {
    /// A new one.
    pub(crate) fn new(new: NewRequest, now: Timestamp) -> Self {
        Self {
            id: new.id,
            asked: new.asked,
            company: new.company,
            asked_by: new.requester.id.clone(),
            requester: new.requester,
            answers: new.answers,
            files: new.files,
            status: new.status,
            decision: None,
            approvers: new.approvers,
            ticket: None,
            asked_at: now,
        }
    }

    /// True while it is pending and nobody at the company can decide.
    pub(crate) fn is_unassigned(&self) -> bool {
        self.status == Status::PendingApproval && self.approvers.is_empty()
    }

    /// All of its files.
    pub(crate) fn attachments(&self) -> Vec<Attachment> {
        self.files.values().flatten().cloned().collect()
    }
}

const fn by(by: &'static [&'static str]) -> Index {
    Index { by, each: None, order: "asked_at" }
}

/// Requests.
pub(crate) static REQUEST: Kind = Kind {
    name: "catalog_request",
    reach: Reach::Company,
    indexes: &[
        by(&["company"]),
        by(&["company", "status"]),
        by(&["company", "asked_by"]),
        by(&["company", "asked_by", "status"]),
        by(&[]),
        by(&["status"]),
    ],
    residual: &["company"],
    terms: false,
};

impl Document for Request {
    const KIND: &'static Kind = &REQUEST;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.id.as_str())
    }
}
