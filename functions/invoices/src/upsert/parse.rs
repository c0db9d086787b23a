//! Records read one by one, so that a wrong one does not take the others with it.

use serde_json::Value;
use shared::problem::Fields;

use super::Incoming;
use crate::model::InvoiceRecord;

/// Reads one record.
pub(crate) fn parse(value: &Value) -> Incoming {
    let external_id = value["external_id"].as_str().map(|id| id.chars().take(100).collect());
    let record = serde_path_to_error::deserialize::<_, InvoiceRecord>(value).map_err(|error| {
        let path = error.path().to_string();
        let text = error.into_inner().to_string();
        let named = |begin: &str| {
            text.strip_prefix(begin).and_then(|rest| rest.split('`').nth(1)).map(|name| match path.as_str() {
                "." => name.to_owned(),
                path if path.rsplit('.').next() == Some(name) => path.to_owned(),
                path => format!("{path}.{name}"),
            })
        };
        if let Some(field) = named("missing field") {
            return Fields::one(field, "This field is required.");
        }
        if let Some(field) = named("unknown field") {
            return Fields::one(field.chars().take(100).collect::<String>(), "This field does not exist.");
        }
        let message = match text.split(", expected ").nth(1) {
            Some(expected) => format!("Expected {expected}."),
            None => "This value is not accepted here.".to_owned(),
        };
        Fields::one(if path == "." { "record".to_owned() } else { path }, message)
    });
    Incoming { external_id, row: None, record }
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
