//! The containers' indexing policy, derived from the declared indexes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::Kind;
use super::super::field::ENVELOPE;
use super::super::plan::Lookup;

/// Most composite indexes that Cosmos takes for one container.
pub(super) const COMPOSITES: usize = 100;

/// The policy under which every declared query is served by an index, as the service and `infra/` write it.
///
/// Nothing is indexed but what queries name: a document's other fields cost nothing to write.
#[must_use]
pub fn indexing_policy_json(kinds: &[&'static Kind]) -> Value {
    let mut paths = BTreeSet::from(["/tenant/?".to_owned(), "/kind/?".to_owned()]);
    let mut composites: BTreeSet<Vec<&'static str>> = BTreeSet::new();
    let mut orders: Vec<&'static str> = vec![];
    for kind in kinds {
        if kind.terms {
            paths.insert("/terms/[]/?".to_owned());
        }
        for index in kind.indexes {
            let scalars = index.by.iter().copied().chain([index.order]);
            paths.extend(scalars.map(|field| format!("{}/?", path(field))));
            paths.extend(index.each.map(|field| format!("{}/[]/?", path(field))));
            // The full prefix for queries that bind single values; the short one for those that bind several.
            composites.insert(sorted_by(index.by, index.order));
            composites.insert(sorted_by(&[], index.order));
        }
        for field in kind.residual {
            paths.insert(format!("{}/?", path(field)));
            paths.insert(format!("{}/[]/?", path(field)));
        }
        let mut own: Vec<_> = kind.indexes.iter().map(|index| index.order).collect();
        own.sort_unstable();
        own.dedup();
        orders.extend(own);
    }
    // An order that several kinds share may be asked for across them.
    for order in &orders {
        if orders.iter().filter(|other| *other == order).count() > 1 {
            composites.insert(ordered(order));
        }
    }
    // The id is always indexed, and by itself needs no composite.
    paths.remove("/id/?");
    composites.retain(|fields| fields.len() > 1);
    let included: Vec<_> = paths.iter().map(|path| json!({ "path": path })).collect();
    let composites: Vec<Vec<Value>> = composites
        .iter()
        .map(|fields| {
            fields.iter().map(|field| json!({ "path": path(field), "order": "ascending" })).collect()
        })
        .collect();
    json!({
        "automatic": true,
        "indexingMode": "consistent",
        "includedPaths": included,
        "excludedPaths": [{ "path": "/*" }, { "path": "/\"_etag\"/?" }],
        "compositeIndexes": composites,
    })
}

/// The fields that a query sorts by, so that a composite index gives the order: each of them constant but the last
/// two.
pub(super) fn sorting(lookups: &[Lookup], order: &'static str) -> Vec<&'static str> {
    match lookups {
        [one] if one.walks() == 1 => sorted_by(one.index.by, order),
        [] | [_] => sorted_by(&[], order),
        _ => ordered(order),
    }
}

fn sorted_by(by: &'static [&'static str], order: &'static str) -> Vec<&'static str> {
    let mut fields = vec!["kind"];
    fields.extend(by.iter().filter(|field| **field != order));
    fields.extend(ordered(order));
    fields
}

fn ordered(order: &'static str) -> Vec<&'static str> {
    if order == "id" { vec!["id"] } else { vec![order, "id"] }
}

/// The path of a field in the policy.
fn path(field: &str) -> String {
    if envelope(field) { format!("/{field}") } else { format!("/data/\"{field}\"") }
}

/// True for fields that stand beside the data.
pub(super) fn envelope(field: &str) -> bool {
    field == "kind" || ENVELOPE.contains(&field)
}

#[cfg(test)]
mod tests {
    use super::super::super::{Index, Reach};
    use super::*;

    static ONE: Kind = Kind {
        name: "one",
        reach: Reach::Company,
        indexes: &[
            Index { by: &["company"], each: None, order: "updated_at" },
            Index { by: &[], each: Some("tags"), order: "id" },
        ],
        residual: &["status"],
        terms: true,
    };
    static TWO: Kind = Kind {
        name: "two",
        reach: Reach::Company,
        indexes: &[Index { by: &[], each: None, order: "updated_at" }],
        residual: &[],
        terms: false,
    };

    #[test]
    fn the_policy_indexes_what_is_declared_and_nothing_else() {
        let policy = indexing_policy_json(&[&ONE, &TWO]);
        let included: Vec<_> = policy["includedPaths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|path| path["path"].as_str().unwrap())
            .collect();
        assert_eq!(
            included,
            [
                "/company/?",
                "/data/\"status\"/?",
                "/data/\"status\"/[]/?",
                "/data/\"tags\"/[]/?",
                "/kind/?",
                "/tenant/?",
                "/terms/[]/?",
                "/updated_at/?",
            ]
        );
        let composites: Vec<String> = policy["compositeIndexes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|index| {
                let paths: Vec<_> =
                    index.as_array().unwrap().iter().map(|part| part["path"].as_str().unwrap()).collect();
                paths.join(" ")
            })
            .collect();
        assert_eq!(
            composites,
            ["/kind /company /updated_at /id", "/kind /id", "/kind /updated_at /id", "/updated_at /id"]
        );
        assert_eq!((&policy["automatic"], &policy["indexingMode"]), (&json!(true), &json!("consistent")));
    }

    #[test]
    fn the_sdk_reads_the_policy() {
        let policy = indexing_policy_json(&[&ONE, &TWO]);
        let read: azure_data_cosmos::models::IndexingPolicy = serde_json::from_value(policy.clone()).unwrap();
        assert!(read.automatic);
        assert_eq!(serde_json::to_value(read).unwrap()["compositeIndexes"], policy["compositeIndexes"]);
    }
}
