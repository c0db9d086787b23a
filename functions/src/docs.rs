//! The API's description: as JSON, and as a page for people that works without scripts.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Extension;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use serde_json::Value;

use crate::router;

/// The description as bytes and as a page; made when first asked for. What it is made from is twenty times as large.
#[derive(Clone, Default)]
pub(crate) struct Description(Arc<Inner>);

#[derive(Default)]
struct Inner {
    json: std::sync::OnceLock<String>,
    page: std::sync::OnceLock<String>,
}

impl Description {
    fn json(&self) -> &str {
        self.0.json.get_or_init(|| router::openapi().to_json().unwrap_or_default())
    }
}

/// `GET /api/openapi.json`
pub(crate) async fn json(Extension(description): Extension<Description>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], description.json().to_owned())
}

/// `GET /api/docs`
pub(crate) async fn page(Extension(description): Extension<Description>) -> Html<String> {
    let page = description.0.page.get_or_init(|| {
        let api: Value = serde_json::from_str(description.json()).unwrap_or_default();
        render(&api)
    });
    Html(page.clone())
}

/// `GET /api/docs/style.css`
pub(crate) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("docs.css"))
}

fn render(api: &Value) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>API of The One Portal</title><link rel=\"stylesheet\" \
         href=\"/api/docs/style.css\"></head><body><main>",
    );
    let _ = write!(
        html,
        "<h1>API of {}</h1><p>{}</p><p>Machine-readable: <a href=\"/api/openapi.json\">OpenAPI 3.1</a></p>",
        escaped(text(&api["info"]["title"])),
        escaped(text(&api["info"]["description"]))
    );
    for (path, item) in api["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            operation_section(&mut html, path, method, operation);
        }
    }
    html.push_str("<h2>Types</h2>");
    for (name, schema) in api["components"]["schemas"].as_object().into_iter().flatten() {
        let json = serde_json::to_string_pretty(schema).unwrap_or_default();
        let _ = write!(
            html,
            "<details id=\"type-{0}\"><summary>{0}</summary><pre>{1}</pre></details>",
            escaped(name),
            escaped(&json)
        );
    }
    html.push_str("</main></body></html>");
    html
}

fn operation_section(html: &mut String, path: &str, method: &str, operation: &Value) {
    let _ = write!(
        html,
        "<section><h2><code>{} {}</code></h2><p>{}</p>",
        escaped(&method.to_uppercase()),
        escaped(path),
        escaped(text(&operation["summary"]))
    );
    let description = text(&operation["description"]);
    if !description.is_empty() {
        let _ = write!(html, "<p>{}</p>", escaped(description));
    }
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        html.push_str("<h3>Parameters</h3><ul>");
        for parameter in parameters {
            let _ = write!(
                html,
                "<li><code>{}</code> ({}) {}</li>",
                escaped(text(&parameter["name"])),
                escaped(text(&parameter["in"])),
                escaped(text(&parameter["description"]))
            );
        }
        html.push_str("</ul>");
    }
    for schema in operation["requestBody"]["content"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(_, media)| &media["schema"])
    {
        let _ = write!(html, "<h3>Body</h3><p>{}</p>", type_link(schema));
    }
    html.push_str("<h3>Answers</h3><ul>");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let schema =
            response["content"].as_object().and_then(|content| content.values().next()).map(|m| &m["schema"]);
        let link = schema.map(type_link).unwrap_or_default();
        let about = escaped(text(&response["description"]));
        let _ = write!(html, "<li><code>{}</code> {about} {link}</li>", escaped(status));
    }
    html.push_str("</ul></section>");
}

fn type_link(schema: &Value) -> String {
    match text(&schema["$ref"]).rsplit('/').next() {
        Some(name) if !name.is_empty() => format!("<a href=\"#type-{0}\">{0}</a>", escaped(name)),
        _ => escaped(text(&schema["type"])),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
