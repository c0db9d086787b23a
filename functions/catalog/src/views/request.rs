//! Requests as they are shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use shared::account::{CompanyRef, PersonRef, User};
use shared::id::{RequestId, TicketId};
use shared::order::OrderedTicket;
use shared::store::Stored;
use shared::upload::Attachment;
use utoipa::ToSchema;

use crate::answers::Answers;
use crate::model::{Asked, Decision, Field, Request, Status};
use crate::workflow::{self, Party};

/// The ticket that a request became.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RequestTicket {
    /// Its id.
    id: TicketId,
    /// Its number.
    number: u64,
}

impl From<&OrderedTicket> for RequestTicket {
    fn from(ticket: &OrderedTicket) -> Self {
        Self { id: ticket.id.clone(), number: ticket.number }
    }
}

/// What the caller may do with a request now.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub(crate) struct RequestActions {
    /// Approve or reject it.
    decide: bool,
    /// Take it back.
    cancel: bool,
}

/// A request in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RequestLine {
    /// Id.
    pub(crate) id: RequestId,
    /// What was asked for, as it was then.
    item: Asked,
    /// Where it stands.
    status: Status,
    /// Whose it is.
    company: CompanyRef,
    /// Who asked.
    requester: PersonRef,
    /// When.
    asked_at: Timestamp,
    /// Its ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<RequestTicket>,
    /// True while the request is pending and nobody at the company can decide, so the provider does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unassigned: bool,
    /// What the caller may do.
    actions: RequestActions,
    /// Its ETag.
    pub(crate) version: u64,
}

impl RequestLine {
    pub(crate) fn of(stored: &Stored<Request>, reader: &User) -> Self {
        let request = &stored.value;
        let party = Party::of(reader, request);
        Self {
            id: request.id.clone(),
            item: request.asked.clone(),
            status: request.status,
            company: request.company.clone(),
            requester: request.requester.clone(),
            asked_at: request.asked_at,
            ticket: request.ticket.as_ref().map(RequestTicket::from),
            unassigned: request.is_unassigned(),
            actions: RequestActions {
                decide: workflow::decide(party, request.status).is_ok(),
                cancel: workflow::cancel(party, request.status).is_ok(),
            },
            version: stored.version,
        }
    }
}

/// A request with its form and answers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CatalogRequest)]
pub(crate) struct RequestView {
    /// As in lists.
    #[serde(flatten)]
    pub(crate) line: RequestLine,
    /// The form that it was asked by.
    fields: Vec<Field>,
    /// The answers by their fields' keys; files by their ids.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    answers: Answers,
    /// The files of the answers, by the fields' keys.
    files: BTreeMap<String, Vec<Attachment>>,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    /// While the request is pending: who at the company can decide. Empty if only the provider can.
    #[serde(skip_serializing_if = "Option::is_none")]
    deciders: Option<Vec<PersonRef>>,
}

impl RequestView {
    pub(crate) fn of(
        stored: &Stored<Request>,
        fields: Vec<Field>,
        deciders: Option<Vec<PersonRef>>,
        reader: &User,
    ) -> Self {
        Self {
            line: RequestLine::of(stored, reader),
            fields,
            answers: stored.value.answers.clone(),
            files: stored.value.files.clone(),
            decision: stored.value.decision.clone(),
            deciders,
        }
    }
}
