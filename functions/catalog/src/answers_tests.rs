use proptest::prelude::*;
use serde_json::json;

use super::*;

#[path = "answers_vectors.rs"]
mod vectors;

fn form(fields: Value) -> Vec<Field> {
    let mut wrong = Fields::default();
    let kept = crate::schema::checked(serde_json::from_value(fields).unwrap(), &mut wrong);
    assert!(wrong.0.is_empty(), "{wrong:?}");
    kept
}

fn given(answers: Value) -> BTreeMap<String, Value> {
    serde_json::from_value(answers).unwrap()
}

#[test]
fn hidden_fields_need_no_answer_and_keep_none() {
    let form = form(json!([
        { "key": "kind", "type": "select", "label": "Kind", "options": ["Laptop", "Phone"], "required": true },
        { "key": "size", "type": "text", "label": "Size", "required": true, "show_if": { "field": "kind", "is": "Laptop" } },
        { "key": "bag", "type": "checkbox", "label": "Bag", "show_if": { "field": "kind", "is": "Laptop" } },
        { "key": "colour", "type": "text", "label": "Colour", "required": true, "show_if": { "field": "bag", "is": "yes" } },
        { "key": "plain", "type": "text", "label": "Why not", "show_if": { "field": "bag", "is": "no" } },
    ]));
    let phone =
        taken(&form, &given(json!({ "kind": "Phone", "size": "14", "bag": true, "colour": "red" }))).unwrap();
    assert_eq!(phone, Answers::from([("kind".into(), Answer::Text("Phone".into()))]));
    let laptop = taken(&form, &given(json!({ "kind": "Laptop" }))).unwrap_err();
    assert_eq!(laptop.0.into_keys().collect::<Vec<_>>(), ["answers.size"]);
    let bagged = taken(&form, &given(json!({ "kind": "Laptop", "size": "14", "bag": true }))).unwrap_err();
    assert_eq!(bagged.0.into_keys().collect::<Vec<_>>(), ["answers.colour"]);
    let states = judge(&form, &given(json!({ "kind": "Laptop", "size": "14" })));
    assert_eq!(states.iter().map(|state| state.visible).collect::<Vec<_>>(), [true, true, true, false, true]);
}

#[test]
fn an_answer_to_no_field_is_refused() {
    let form = form(json!([{ "key": "a", "type": "text", "label": "A" }]));
    let wrong = taken(&form, &given(json!({ "a": "x", "b": "y" }))).unwrap_err();
    assert_eq!(wrong.0.into_keys().collect::<Vec<_>>(), ["answers.b"]);
}

#[test]
fn a_required_box_must_be_ticked() {
    let form = form(json!([{ "key": "a", "type": "checkbox", "label": "A", "required": true }]));
    for (answer, wrong) in [
        (json!(true), None),
        (json!(false), Some(Wrong::Required)),
        (json!(null), Some(Wrong::Required)),
        (json!("yes"), Some(Wrong::Type)),
    ] {
        assert_eq!(judge(&form, &given(json!({ "a": answer })))[0].wrong, wrong, "{answer}");
    }
}

#[test]
fn options_are_kept_once_and_in_their_order() {
    let form = form(
        json!([{ "key": "a", "type": "multi_select", "label": "A", "options": ["One", "Two", "Three"] }]),
    );
    let answers = taken(&form, &given(json!({ "a": ["Three", "One", "Three"] }))).unwrap();
    assert_eq!(answers["a"], Answer::Many(vec!["One".into(), "Three".into()]));
}

proptest! {
    /// What is kept is taken again, and nothing is kept that the form does not show.
    #[test]
    fn what_is_kept_is_accepted_as_it_is(seed in any::<u64>()) {
        let mut dice = vectors::Dice::new(seed);
        let form = form(vectors::form(&mut dice));
        let pool = vectors::pool();
        for _ in 0..20 {
            let typed = vectors::answers(&mut dice, &form, &pool);
            let first = judge(&form, &typed);
            let kept: BTreeMap<String, Value> = form
                .iter()
                .zip(&first)
                .filter_map(|(field, state)| {
                    Some((field.key.clone(), serde_json::to_value(state.kept.as_ref()?).unwrap()))
                })
                .collect();
            let second = judge(&form, &kept);
            for (before, after) in first.iter().zip(&second) {
                prop_assert_eq!(before.visible, after.visible);
                prop_assert_eq!(&before.kept, &after.kept);
                prop_assert!(before.visible || before.kept.is_none());
                prop_assert!(before.wrong.is_none() || before.kept.is_none());
            }
        }
    }
}
