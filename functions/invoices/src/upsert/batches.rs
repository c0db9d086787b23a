//! How many invoices go into one batch: as many as the store takes with their audit lines, sums and events.

use std::collections::BTreeSet;

use shared::problem::Problem;
use shared::store::Document;
use shared::store::limits::{BATCH_BYTES, BATCH_OPERATIONS};

use super::Ready;

/// What a company's sums may weigh in a batch.
const TALLY_BYTES: usize = 60_000;
/// What an audit line or event weighs at most, with its envelope.
const LINE_BYTES: usize = 1_000;

/// Splits them, in their order.
pub(super) fn batches(ready: &[Ready]) -> Result<Vec<&[Ready]>, Problem> {
    let mut parts = Vec::new();
    let (mut from, mut bytes, mut companies) = (0, 0, BTreeSet::new());
    for (place, one) in ready.iter().enumerate() {
        let weight = weight(one)?;
        let company = &one.invoice.company.id;
        let more = usize::from(!companies.contains(company));
        // An invoice and its audit line; a company's sums and its event.
        let operations = 2 * (place - from + 1) + 2 * (companies.len() + more);
        let heavy = bytes + weight + (companies.len() + more) * (TALLY_BYTES + LINE_BYTES) > BATCH_BYTES;
        if place > from && (operations > BATCH_OPERATIONS || heavy) {
            parts.push(&ready[from..place]);
            (from, bytes) = (place, 0);
            companies.clear();
        }
        bytes += weight;
        companies.insert(company);
    }
    if from < ready.len() {
        parts.push(&ready[from..]);
    }
    Ok(parts)
}

fn weight(one: &Ready) -> Result<usize, Problem> {
    let data = serde_json::to_vec(&one.invoice).map_err(Problem::internal)?.len();
    let terms: usize = one.invoice.terms().iter().map(|term| term.len() + 3).sum();
    Ok(data + terms + LINE_BYTES)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::id::CompanyId;

    use super::*;
    use crate::upsert::parse;

    fn ready(count: usize, companies: usize, lines: usize) -> Vec<Ready> {
        let one = |place: usize| {
            let record = json!({
                "external_id": place.to_string(), "number": "1", "company": format!("cmp_{:026}", place % companies),
                "status": "sent", "issued_on": "2026-02-01", "currency": "EUR", "total": 0,
                "lines": vec![json!({ "description": "x".repeat(300), "quantity": 1, "unit_price": 0 }); lines],
            });
            let invoice =
                parse(&record).record.unwrap().checked("acme", crate::model::Amounts::Minor).unwrap();
            Ready { place, invoice }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn no_batch_is_more_than_the_store_takes_and_nothing_is_lost() {
        for (count, companies, lines) in [(0, 1, 1), (1, 1, 1), (120, 1, 1), (120, 120, 1), (60, 2, 100)] {
            let ready = ready(count, companies, lines);
            let parts = batches(&ready).unwrap();
            assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), count);
            for part in parts {
                let companies: BTreeSet<&CompanyId> =
                    part.iter().map(|one| &one.invoice.company.id).collect();
                assert!(!part.is_empty() && 2 * (part.len() + companies.len()) <= BATCH_OPERATIONS);
                let bytes: usize = part.iter().map(|one| weight(one).unwrap()).sum();
                assert!(bytes + companies.len() * TALLY_BYTES <= BATCH_BYTES);
            }
        }
        assert_eq!(batches(&ready(98, 1, 1)).unwrap().len(), 2);
    }
}
