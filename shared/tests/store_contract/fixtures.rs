//! Kinds and documents that stand for every shape the portal keeps.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared::store::{Index, Kind, Query, RawDocument, Reach, Tag};

/// Looked up in many ways, searchable.
pub static TICKET: Kind = Kind {
    name: "ticket",
    reach: Reach::Company,
    indexes: &[
        Index { by: &[], each: None, order: "updated_at" },
        Index { by: &["company"], each: None, order: "updated_at" },
        Index { by: &["status"], each: None, order: "number" },
        Index { by: &["company", "status"], each: None, order: "number" },
        Index { by: &[], each: None, order: "title" },
        Index { by: &[], each: Some("tags"), order: "number" },
        Index { by: &[], each: None, order: "id" },
        Index { by: &["open"], each: None, order: "number" },
    ],
    residual: &["priority", "watchers", "status"],
    terms: true,
};
/// Shares an order with [`TICKET`].
pub static NOTE: Kind = Kind {
    name: "note",
    reach: Reach::Company,
    indexes: &[
        Index { by: &[], each: None, order: "updated_at" },
        Index { by: &["company"], each: None, order: "updated_at" },
    ],
    residual: &[],
    terms: false,
};
/// Lives in the directory.
pub static HOST: Kind =
    Kind { name: "host", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

/// What every store of the suite is opened with.
pub static KINDS: &[&Kind] = &[&TICKET, &NOTE, &HOST];

/// The moment number `n`: fractions differ in length, which must not disturb the order.
pub fn moment(n: i64) -> Timestamp {
    Timestamp::from_nanosecond(1_770_000_000_000_000_000 + i128::from(n) * 250_000_000).unwrap()
}

/// A document of `kind` with these fields.
pub fn document(kind: &Kind, id: &str, n: i64, data: &Value) -> RawDocument {
    RawDocument {
        id: id.to_owned(),
        kind: kind.name.to_owned(),
        company: None,
        schema: 1,
        version: 1,
        created_at: moment(0),
        updated_at: moment(n),
        expires_at: None,
        data: serde_json::value::to_raw_value(data).unwrap(),
        terms: vec![],
        tag: Tag::default(),
    }
}

/// Ticket number `n` with all its fields.
pub fn ticket(n: i64) -> RawDocument {
    let status = ["open", "waiting", "closed"][usize::try_from(n % 3).unwrap()];
    let tags = [vec!["vip"], vec!["vip", "printer", "vip"], vec![]][usize::try_from(n % 3).unwrap()].clone();
    let mut ticket = document(
        &TICKET,
        &format!("tkt_{n:03}"),
        n,
        &json!({"number": n, "status": status, "title": format!("t{}", 100 - n), "tags": tags, "priority": n % 2,
                "open": n % 3 != 2, "watchers": [format!("usr_{}", n % 4)], "note": {"nested": [1, 2.5, null]}}),
    );
    ticket.company = Some(if n % 2 == 0 { "cmp_even" } else { "cmp_odd" }.to_owned());
    ticket.terms = vec![format!("word{}", n % 5), "all".to_owned()];
    ticket
}

/// Tickets by number, smallest first.
pub fn by_number(status: &str) -> Query {
    Query::of(&TICKET, "number").ascending().eq("status", status)
}

/// All tickets, smallest id first.
pub fn by_id() -> Query {
    Query::of(&TICKET, "id").ascending()
}

/// The data as a value: stores may write JSON in their own words.
pub fn value(document: &RawDocument) -> Value {
    serde_json::from_str(document.data.get()).unwrap()
}
