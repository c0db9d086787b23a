//! The page behind a mail's unsubscribe link. It asks first: programs that look at links must not decline anything.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::account::User;
use shared::app::App;
use shared::http::{PublicChangeProblems, PublicProblems};
use shared::mail::{Unsubscribe, Words};
use shared::problem::Problem;
use shared::tenant::Tenant;

use super::decline::{decline, said};
use crate::room::Room;

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        include_str!("../words/en.json"),
        include_str!("../words/de.json"),
        include_str!("../words/es.json"),
    )
});

/// The page has no scripts; its styles stand in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Shown {
    lang: &'static str,
    title: String,
    portal: String,
    heading: String,
    act: String,
    /// Where the button posts to; absent once it is done.
    action: Option<String>,
    back: String,
    profile: String,
    profile_label: String,
    button: String,
    button_text: String,
    link: String,
}

/// The page that asks whether to decline mails of one sort
///
/// Errors: 404 no such word.
#[utoipa::path(get, path = "/api/mail/unsubscribe/{word}", tag = "mail", operation_id = "unsubscribe_get",
    params(("word" = String, Path, description = "The signed word of a mail's link")),
    responses((status = 200, content_type = "text/html", body = String), PublicProblems))]
pub(crate) async fn get_unsubscribe(
    State(app): State<App>,
    room: Room,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    let what = said(&app, &word)?;
    shown(&app, &room, &what, Some(word)).await
}

/// Declines mails of one sort, without signing in: the word is the proof
///
/// Errors: 403 sent from another site's page · 404 no such word.
#[utoipa::path(post, path = "/api/mail/unsubscribe/{word}", tag = "mail", operation_id = "unsubscribe",
    params(("word" = String, Path, description = "The signed word of a mail's link")),
    responses((status = 200, content_type = "text/html", body = String), PublicChangeProblems))]
pub(crate) async fn unsubscribe(
    State(app): State<App>,
    room: Room,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    let what = said(&app, &word)?;
    decline(&app, &what).await?;
    shown(&app, &room, &what, None).await
}

async fn shown(
    app: &App,
    room: &Room,
    what: &Unsubscribe,
    word: Option<String>,
) -> Result<Response, Problem> {
    let (scope, tenant) = app.directory.scope(&what.tenant).await?.ok_or(Problem::NotFound)?;
    let user = app.store.get::<User>(&scope, what.user.as_str()).await?.ok_or(Problem::NotFound)?.value;
    let page = page(app, room, (&tenant, &user), what, word).await?;
    let html = page.render().map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        // The word stands in the address.
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    Ok((headers, html).into_response())
}

async fn page(
    app: &App,
    room: &Room,
    (tenant, user): (&Tenant, &User),
    what: &Unsubscribe,
    word: Option<String>,
) -> Result<Shown, Problem> {
    let brand = room.brands.brand(app, tenant).await?;
    let say = WORDS.speak(user.language.unwrap_or_default());
    let topic = say.text(&format!("topic.{}", what.topic.as_str()));
    let email = hidden(&user.email);
    let values = [("topic", topic.as_str()), ("email", email.as_str())];
    Ok(Shown {
        lang: say.language().tag(),
        title: say.text("title"),
        heading: say.with(if word.is_some() { "ask" } else { "done" }, &values),
        act: say.text("act"),
        action: word.map(|word| format!("/api/mail/unsubscribe/{word}")),
        back: say.text("back"),
        profile: tenant.page(&app.settings, if user.is_staff { "/admin/profile" } else { "/portal/profile" }),
        profile_label: say.text("profile"),
        portal: brand.portal_name,
        button: brand.button,
        button_text: brand.button_text,
        link: brand.link,
    })
}

/// `j…@example.com`: enough for its owner, and nothing for whom the mail was forwarded to.
fn hidden(email: &str) -> String {
    let (local, host) = email.split_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_hidden_but_for_its_ends() {
        assert_eq!(hidden("jane.doe@acme.example"), "j…@acme.example");
    }

    #[test]
    fn the_words_are_complete() {
        assert_eq!(WORDS.gaps(), [""; 0]);
    }
}
