//! A JSON body, read strictly: the right type of content, within the limit, every field known and of its type.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{Fields, Problem};

/// The JSON body as `T`, of at most `KB` kilobytes. Ends: 400 not JSON, 413 too large, 415 another type, 422 a field is unknown or of a wrong type.
pub struct Body<T, const KB: usize = 256>(pub T);

impl<S: Send + Sync, T: DeserializeOwned, const KB: usize> FromRequest<S> for Body<T, KB> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let essence = kind.split(';').next().unwrap_or("").trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Problem::UnsupportedMedia("Send the fields as application/json.".into()));
        }
        let bytes = collect(request, KB * 1024).await?;
        parse(&bytes).map(Self)
    }
}

/// All of a body, at most `limit` bytes.
pub async fn collect(request: Request, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::TooLarge(format!("A request may have at most {} KB.", limit / 1024).into());
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(too_large());
    }
    match Limited::new(request.into_body(), limit).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large()),
        Err(_) => Err(Problem::Malformed("The request ended early.".into())),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed: Result<T, _> = serde_path_to_error::deserialize(&mut reader);
    match parsed {
        Ok(value) => match reader.end() {
            Ok(()) => Ok(value),
            Err(_) => Err(Problem::Malformed("Unexpected data after the JSON value.".into())),
        },
        Err(error) => {
            let path = error.path().to_string();
            let inner = error.into_inner();
            // A number or null where a word is expected counts as a syntax error to serde_json; to the sender it is not.
            let readable = || {
                std::str::from_utf8(bytes)
                    .is_ok_and(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok())
            };
            if inner.is_data() || readable() {
                Err(Problem::Invalid(wrong_field(&path, "body", &inner)))
            } else {
                Err(syntax_problem(&inner))
            }
        }
    }
}

fn syntax_problem(error: &serde_json::Error) -> Problem {
    Problem::Malformed(
        format!("The body is not valid JSON (line {}, column {}).", error.line(), error.column()).into(),
    )
}

/// Reads one record of many as strictly as a whole body, so that a wrong one does not take the others with it.
///
/// Errors: the field, and what was expected there.
pub fn record<T: DeserializeOwned>(value: &Value) -> Result<T, Fields> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        wrong_field(&path, "record", &error.into_inner())
    })
}

/// Names the field; says what was expected without repeating what was sent.
fn wrong_field(path: &str, whole: &str, error: &serde_json::Error) -> Fields {
    let text = error.to_string();
    let quoted = || text.split('`').nth(1).unwrap_or_default().to_owned();
    let within = |field: String| match path {
        "." | "" => field,
        path if path.rsplit('.').next() == Some(field.as_str()) => path.to_owned(),
        path => format!("{path}.{field}"),
    };
    if text.starts_with("missing field") {
        return Fields::one(within(quoted()), "This field is required.");
    }
    if text.starts_with("unknown field") {
        return Fields::one(within(clip(&quoted())), "This field does not exist.");
    }
    let expected = text.split(", expected ").nth(1).and_then(|rest| rest.split(" at line ").next());
    let field = if path == "." || path.is_empty() { whole } else { path };
    match expected {
        Some(expected) => Fields::one(clip(field), format!("Expected {expected}.")),
        None => Fields::one(clip(field), "This value is not accepted here."),
    }
}

fn clip(text: &str) -> String {
    text.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        #[expect(dead_code, reason = "only its reading is tested")]
        name: String,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading is tested")]
        count: Vec<u8>,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading is tested")]
        word: Option<Word>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        One,
    }

    fn fields(json: &str) -> Vec<(String, String)> {
        match parse::<Thing>(json.as_bytes()).unwrap_err() {
            Problem::Invalid(fields) => fields.0.into_iter().collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_mistake_names_its_field() {
        assert_eq!(fields(r#"{}"#)[0].0, "name");
        assert_eq!(fields(r#"{"name":1}"#)[0].0, "name");
        assert_eq!(fields(r#"{"name":"a","colour":1}"#)[0].0, "colour");
        assert_eq!(fields(r#"{"name":"a","count":[1,300]}"#)[0].0, "count[1]");
        assert_eq!(fields(r#"[]"#).len(), 1);
        for wrong in ["7", "true", "[]", "\"two\""] {
            assert_eq!(fields(&format!(r#"{{"name":"a","word":{wrong}}}"#))[0].0, "word", "{wrong}");
        }
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        for bad in ["", "{", "{\"name\":\"a\"} x", "\u{0}", &"[".repeat(100_000)] {
            assert!(
                matches!(parse::<Thing>(bad.as_bytes()), Err(Problem::Malformed(_) | Problem::Invalid(_))),
                "{bad:.20}"
            );
        }
        assert!(matches!(parse::<Thing>(b"{\"name\":\"\xff\"}"), Err(Problem::Malformed(_))));
    }
}
