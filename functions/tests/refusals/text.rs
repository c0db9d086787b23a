//! Row 33: every text of every request, with characters in it that nobody sees.
//!
//! The API's own description says which fields are free text. Each is sent with hostile characters by somebody who may
//! call the operation; nothing of them may be in the answer, nor in anything that is stored.

use axum::http::Method;
use serde_json::{Map, Value};
use shared::http::without_invisible;
use shared_testing::Answer;

use crate::row::{Row, Sent};
use crate::table;
use crate::world::World;
use crate::{described, method_of};

/// Zero width space, direction override, soft hyphen, line and paragraph separator, variation selector, tag, byte order
/// mark, bell, next line.
const HOSTILE: &str =
    "x\u{200B}a\u{202E}b\u{AD}c\u{2028}d\u{2029}e\u{FE0F}f\u{E0041}g\u{FEFF}h\u{7}i\u{85}j\u{2066}k\u{3164}l";

/// The description with its references resolved where they are asked for.
struct Api(Value);

impl Api {
    fn new() -> Self {
        Self(serde_json::from_str(&handler::router::openapi().to_json().unwrap()).unwrap())
    }

    fn body(&self, operation: &str) -> Option<&Value> {
        let all =
            self.0["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
        let found = all.into_iter().find(|described| described["operationId"] == operation)?;
        found["requestBody"]["content"].as_object()?.get("application/json").map(|kind| &kind["schema"])
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
            return self.resolved(&self.0["components"]["schemas"][name]);
        }
        let several = ["oneOf", "anyOf"].iter().find_map(|word| schema[*word].as_array());
        match several.and_then(|each| each.iter().find(|one| one["type"] != "null")) {
            Some(one) => self.resolved(one),
            None => schema,
        }
    }

    fn properties<'a>(&'a self, schema: &'a Value) -> Vec<(&'a String, &'a Value)> {
        let schema = self.resolved(schema);
        let own = schema["properties"].as_object().into_iter().flatten();
        let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| self.properties(part));
        own.chain(parts).collect()
    }

    fn is_free_text(&self, schema: &Value) -> bool {
        let schema = self.resolved(schema);
        let text = schema["type"] == "string"
            || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&"string".into()));
        text && ["enum", "const", "format", "pattern"].iter().all(|word| schema.get(*word).is_none())
    }

    /// Pointers to every free text in `body`; optional ones that are absent are put in.
    fn texts(&self, schema: &Value, body: &mut Value, at: &str, found: &mut Vec<String>) {
        for (name, part) in self.properties(schema) {
            let here = format!("{at}/{name}");
            if self.is_free_text(part) {
                if body.get(name).is_none_or(Value::is_null) {
                    body[name] = "w".into();
                }
                if body[name].is_string() {
                    found.push(here);
                }
                continue;
            }
            let resolved = self.resolved(part).clone();
            match body.get_mut(name) {
                Some(inner @ Value::Object(_)) => self.texts(&resolved, inner, &here, found),
                Some(Value::Array(items)) => {
                    for (place, item) in items.iter_mut().enumerate() {
                        let here = format!("{here}/{place}");
                        if self.is_free_text(&resolved["items"]) && item.is_string() {
                            found.push(here);
                        } else if item.is_object() {
                            self.texts(&resolved["items"], item, &here, found);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// The strings anywhere in `value` that hold something invisible.
fn hidden(value: &Value, found: &mut Vec<String>) {
    match value {
        // Line ends and tabs are part of texts.
        Value::String(text) => {
            let plain = text.replace(['\n', '\t', '\r'], " ");
            if without_invisible(&plain) != plain {
                found.push(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| hidden(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| hidden(field, found)),
        _ => {}
    }
}

fn with_hostile(body: &Value, at: &[String]) -> Value {
    let mut sent = body.clone();
    for pointer in at {
        let text = sent.pointer_mut(pointer).unwrap();
        *text = format!("{}{HOSTILE}", text.as_str().unwrap()).into();
    }
    sent
}

/// The fields that an answer complains about, as pointers: `answers.why` and `sections[0].body` alike.
fn complained(answer: &Answer) -> Vec<String> {
    let errors: Map<String, Value> = answer.json()["errors"].as_object().cloned().unwrap_or_default();
    errors.keys().map(|key| format!("/{}", key.replace(['.', '['], "/").replace(']', ""))).collect()
}

/// Sends the row's request with as many hostile texts as it takes; how many those were.
async fn drive(api: &Api, world: &World, method: &Method, row: &Row, wrong: &mut Vec<String>) -> usize {
    let (Sent::Json(make), Some(schema)) = (&row.sent, api.body(row.operation)) else { return 0 };
    let original = make(world);
    let mut body = original.clone();
    let mut texts = Vec::new();
    api.texts(schema, &mut body, "", &mut texts);
    let mut all = true;
    // Fields that have rules of their own refuse, and are left as they were; so are, at last, those that were put in.
    for _ in 0..12 {
        let answer = world.rightful_with(method, row, &with_hostile(&body, &texts)).send().await;
        let status = answer.status();
        if status >= 500 {
            wrong.push(format!("{}: {status}", row.operation));
            return 0;
        }
        let kind = answer.header("content-type").to_owned();
        if kind.contains("json") {
            let mut found = Vec::new();
            hidden(&answer.json(), &mut found);
            wrong.extend(
                found.into_iter().map(|text| format!("{} answers {status}: {text:?}", row.operation)),
            );
        }
        if status < 400 {
            return texts.len();
        }
        let named = complained(&answer);
        let before = texts.len();
        texts.retain(|at| !named.iter().any(|name| at == name || at.starts_with(&format!("{name}/"))));
        for name in &named {
            let value = original.pointer(name).cloned();
            if let (Some((parent, field)), None) = (name.rsplit_once('/'), &value)
                && let Some(fields) = body.pointer_mut(parent).and_then(Value::as_object_mut)
            {
                fields.remove(field);
            }
        }
        if texts.len() == before {
            if !all {
                return 0;
            }
            all = false;
            body = original.clone();
            texts.retain(|at| original.pointer(at).is_some_and(Value::is_string));
        }
    }
    0
}

async fn part(part: usize) -> usize {
    let api = Api::new();
    let methods = described();
    let mut wrong = Vec::new();
    let mut driven = 0;
    let rows: Vec<Row> = table::rows()
        .into_iter()
        .filter(|row| matches!(row.sent, Sent::Json(_)))
        .skip(part)
        .step_by(4)
        .collect();
    for row in rows {
        let method = method_of(&methods, &row);
        let world = World::new().await;
        driven += drive(&api, &world, &method, &row, &mut wrong).await;
        for document in world.contents().await {
            let mut found = Vec::new();
            hidden(&document, &mut found);
            wrong.extend(found.into_iter().map(|text| format!("{} stored: {text:?}", row.operation)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    driven
}

#[tokio::test]
async fn sec_33_no_operation_keeps_what_cannot_be_seen_1_of_4() {
    assert!(part(0).await > 0, "too few texts were taken to prove anything");
}

#[tokio::test]
async fn sec_33_no_operation_keeps_what_cannot_be_seen_2_of_4() {
    assert!(part(1).await > 0, "too few texts were taken to prove anything");
}

#[tokio::test]
async fn sec_33_no_operation_keeps_what_cannot_be_seen_3_of_4() {
    assert!(part(2).await > 0, "too few texts were taken to prove anything");
}

#[tokio::test]
async fn sec_33_no_operation_keeps_what_cannot_be_seen_4_of_4() {
    assert!(part(3).await > 0, "too few texts were taken to prove anything");
}
