use serde_json::{Value, json};
use shared::problem::Fields;

use super::*;

fn form(fields: Value) -> (Vec<Field>, Vec<String>) {
    let mut wrong = Fields::default();
    let kept = checked(serde_json::from_value(fields).unwrap(), &mut wrong);
    (kept, wrong.0.into_keys().collect())
}

fn one_of(r#type: &str, more: &Value) -> Vec<String> {
    let mut field = json!({ "key": "a", "type": r#type, "label": "A" });
    for (name, value) in more.as_object().unwrap() {
        field[name] = value.clone();
    }
    form(json!([field])).1
}

#[test]
fn every_type_is_accepted_as_it_is_meant() {
    for (r#type, more) in [
        ("text", json!({ "limits": { "min_length": 2, "max_length": 500 } })),
        ("textarea", json!({ "limits": { "max_length": 5_000 }, "help": "Some words" })),
        ("number", json!({ "limits": { "min": -1.5, "max": 1e12, "whole": true } })),
        ("select", json!({ "options": ["One"], "required": true })),
        ("multi_select", json!({ "options": ["One", "Two"], "limits": { "at_least": 1, "at_most": 2 } })),
        ("checkbox", json!({})),
        ("date", json!({ "limits": { "earliest": "2026-01-01", "latest": "2026-01-01" } })),
        ("email", json!({})),
        ("file", json!({ "limits": { "at_least": 1, "at_most": 10 } })),
    ] {
        assert_eq!(one_of(r#type, &more), [""; 0], "{type}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_at_its_part() {
    for (r#type, more, part) in [
        ("text", json!({ "label": " " }), "label"),
        ("text", json!({ "label": "x".repeat(201) }), "label"),
        ("text", json!({ "help": "x".repeat(501) }), "help"),
        ("text", json!({ "key": "A" }), "key"),
        ("text", json!({ "key": "" }), "key"),
        ("text", json!({ "key": "x".repeat(41) }), "key"),
        ("text", json!({ "limits": { "max_length": 501 } }), "limits.max_length"),
        ("text", json!({ "limits": { "max_length": 0 } }), "limits.max_length"),
        ("textarea", json!({ "limits": { "min_length": 6, "max_length": 5 } }), "limits.min_length"),
        ("number", json!({ "limits": { "min": 2, "max": 1 } }), "limits.min"),
        ("number", json!({ "limits": { "max": 1e13 } }), "limits.max"),
        ("select", json!({}), "options"),
        ("select", json!({ "options": [""] }), "options"),
        ("select", json!({ "options": ["A", " A "] }), "options"),
        ("select", json!({ "options": vec!["x"; 51] }), "options"),
        ("multi_select", json!({ "options": ["A"], "limits": { "at_most": 2 } }), "limits.at_most"),
        ("multi_select", json!({ "options": ["A"], "limits": { "at_least": 2 } }), "limits.at_least"),
        ("date", json!({ "limits": { "earliest": "2026-02-30" } }), "limits.earliest"),
        (
            "date",
            json!({ "limits": { "earliest": "2026-02-02", "latest": "2026-02-01" } }),
            "limits.earliest",
        ),
        ("file", json!({ "limits": { "at_most": 11 } }), "limits.at_most"),
        ("file", json!({ "limits": { "at_least": 2 } }), "limits.at_least"),
        ("text", json!({ "show_if": { "field": "b", "is": "x" } }), "show_if"),
        ("text", json!({ "show_if": { "field": "a", "is": "x" } }), "show_if"),
    ] {
        assert_eq!(one_of(r#type, &more), [format!("fields[0].{part}")], "{type} {more}");
    }
}

#[test]
fn what_does_not_belong_to_a_type_is_dropped() {
    let (kept, wrong) = form(json!([
        { "key": "a", "type": "checkbox", "label": " A ", "options": ["x"], "limits": { "min": 1, "max_length": 9 } },
    ]));
    assert!(wrong.is_empty());
    assert_eq!(
        (kept[0].label.as_str(), &kept[0].options, &kept[0].limits),
        ("A", &vec![], &Limits::default())
    );
}

#[test]
fn a_condition_names_an_earlier_field_that_offers_the_answer() {
    let with = |is: &str, first: &str| {
        form(json!([
            { "key": "first", "type": first, "label": "A", "options": ["One", "Two"] },
            { "key": "then", "type": "text", "label": "B", "show_if": { "field": "first", "is": is } },
        ]))
        .1
    };
    for (is, first) in [("One", "select"), ("Two", "multi_select"), ("yes", "checkbox"), ("no", "checkbox")] {
        assert!(with(is, first).is_empty(), "{first} {is}");
    }
    for (is, first) in [("Three", "select"), ("maybe", "checkbox"), ("One", "text"), ("", "select")] {
        assert_eq!(with(is, first), ["fields[1].show_if"], "{first} {is}");
    }
    let backwards = form(json!([
        { "key": "then", "type": "text", "label": "B", "show_if": { "field": "first", "is": "yes" } },
        { "key": "first", "type": "checkbox", "label": "A" },
    ]));
    assert_eq!(backwards.1, ["fields[0].show_if"]);
}

#[test]
fn sec_28_a_form_is_bounded() {
    let field = |n: usize| json!({ "key": format!("f{n}"), "type": "text", "label": "A" });
    assert!(form((0..FIELDS).map(field).collect()).1.is_empty());
    assert_eq!(form((0..=FIELDS).map(field).collect()).1, ["fields"]);
    let file = |n: usize| json!({ "key": format!("f{n}"), "type": "file", "label": "A", "limits": { "at_most": 4 } });
    assert!(form((0..2).map(file).collect()).1.is_empty());
    assert_eq!(form((0..3).map(file).collect()).1, ["fields"]);
    let long = |n: usize| {
        let options: Vec<String> = (0..50).map(|o| format!("{o}{}", "x".repeat(90))).collect();
        json!({ "key": format!("f{n}"), "type": "select", "label": "A", "options": options })
    };
    assert_eq!(form((0..20).map(long).collect()).1, ["fields"]);
    assert_eq!(form(json!([field(1), field(1)])).1, ["fields[1].key"]);
}
