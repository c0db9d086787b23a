//! Records read one by one, so that a wrong one does not take the others with it.

use serde_json::Value;
use shared::http::record;

use super::{Incoming, Rows};

/// Reads one record.
pub(crate) fn parse(value: &Value) -> Incoming {
    let external_id = value["external_id"].as_str().map(|id| id.chars().take(100).collect());
    Incoming { external_id, rows: Rows::default(), record: record(value) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_at_its_field() {
        let good = json!({
            "external_id": "b-1", "number": "INV-1", "company": "cmp_00000000000000000000000001", "status": "sent",
            "issued_on": "2026-02-01", "currency": "EUR", "total": 400,
            "lines": [{ "description": "Support", "quantity": 1, "unit_price": 400 }],
        });
        assert!(parse(&good).record.is_ok());
        for (field, value, told) in [
            ("total", json!(400.0), "total"),
            ("total", json!("400"), "total"),
            ("tax", json!(0.19), "tax"),
            ("currency", json!("XXX"), "currency"),
            ("currency", json!("eur"), "currency"),
            ("status", json!("late"), "status"),
            ("issued_on", json!("2026-02-30"), "issued_on"),
            ("company", json!("birch"), "company"),
            ("lines", json!([{ "description": "x", "quantity": 1.5, "unit_price": 1 }]), "lines[0].quantity"),
            (
                "lines",
                json!([{ "description": "x", "quantity": 1, "unit_price": 0.5 }]),
                "lines[0].unit_price",
            ),
            (
                "lines",
                json!([{ "description": "x", "quantity": 1, "unit_price": null }]),
                "lines[0].unit_price",
            ),
            ("lines", json!([{ "description": "x", "quantity": 1 }]), "lines[0].unit_price"),
            ("discount", json!(1), "discount"),
        ] {
            let mut record = good.clone();
            record[field] = value.clone();
            let wrong = parse(&record).record.unwrap_err();
            assert!(wrong.0.contains_key(told), "{field} {value}: {wrong:?}");
        }
        assert!(parse(&json!([])).record.is_err() && parse(&json!(null)).record.is_err());
    }
}
