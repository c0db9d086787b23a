//! From a mail to the bytes that a mail server takes.

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message as Letter};

use super::brand::Brand;
use super::layout::page;
use super::message::{Message, Topic};
use super::model::{Mail, To};
use super::unsubscribe::{Unsubscribe, token};
use crate::account::Language;
use crate::app::App;
use crate::http::clean_line;
use crate::id::UserId;
use crate::tenant::Tenant;
use jiff::Timestamp;
use secrecy::ExposeSecret as _;

/// A mail ready to be sent.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Who sends it to whom.
    pub envelope: Envelope,
    /// Headers and body.
    pub bytes: Vec<u8>,
}

/// The bytes of `mail`. The error says in a sentence why it can never be sent.
pub fn compose(
    app: &App,
    (tenant, brand): (&Tenant, &Brand),
    sender: &Address,
    mail: &Mail,
    now: Timestamp,
) -> Result<Composed, String> {
    let mut message = mail.message.clone();
    if let Some(button) = &mut message.button
        && let Some(recipe) = &button.recipe
    {
        let token = recipe
            .token(&app.keys, &tenant.slug)
            .ok_or("The one-time link of this mail can no longer be written: the keys have changed.")?;
        button.path = button.path.replace("{token}", token.expose_secret());
    }
    let word = word(app, tenant, &mail.to, message.topic);
    write(
        app,
        (tenant, brand),
        (sender, &mail.to),
        (mail.language, &message),
        word.as_deref(),
        mail.id.as_str(),
        now,
    )
}

/// The signed word by which the recipient declines; none for mails about the account.
fn word(app: &App, tenant: &Tenant, to: &To, topic: Topic) -> Option<String> {
    if topic == Topic::Account {
        return None;
    }
    let user = UserId::parse(&to.user)?;
    Some(token(&app.keys, &Unsubscribe { tenant: tenant.slug.clone(), user, topic }))
}

fn write(
    app: &App,
    (tenant, brand): (&Tenant, &Brand),
    (sender, to): (&Address, &To),
    (language, message): (Language, &Message),
    word: Option<&str>,
    id: &str,
    now: Timestamp,
) -> Result<Composed, String> {
    let settings = &app.settings;
    let address: Address = to.email.parse().map_err(|_| "The recipient's address is no email address.")?;
    let body = page(settings, (tenant, brand), language, message, word)
        .map_err(|problem| format!("The mail could not be laid out: {problem:?}"))?;
    let own = &tenant.settings.mail;
    let name = clean_line(own.name.as_ref().unwrap_or(&brand.portal_name));
    let host = sender.domain();
    let mut letter = Letter::builder()
        .message_id(Some(format!("<{id}@{host}>")))
        .date(now.into())
        .from(Mailbox::new(Some(name.clone()), sender.clone()))
        .to(Mailbox::new(Some(clean_line(&to.name)), address.clone()))
        .subject(clean_line(&message.subject))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "OOF, AutoReply"))
        .raw_header(header("Content-Language", language.tag()));
    let answers = message.reply_to.as_ref().or(own.reply_to.as_ref()).or(brand.support_email.as_ref());
    if let Some(answers) = answers.and_then(|text| text.parse::<Address>().ok()) {
        letter = letter.reply_to(Mailbox::new(Some(name), answers));
    }
    if let Some(thread) = &message.thread {
        let root = format!("<{}.{}@{host}>", tenant.slug, clean_line(thread).replace(' ', ""));
        letter = letter.in_reply_to(root.clone()).references(root);
    }
    if let Some(word) = word {
        let target = tenant.address(settings, &format!("/api/mail/one-click/{word}"));
        letter = letter
            .raw_header(header("List-Unsubscribe", &format!("<{target}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let letter = letter
        .multipart(MultiPart::alternative_plain_html(body.text, body.html))
        .map_err(|error| format!("The mail could not be written: {error}."))?;
    let envelope = Envelope::new(Some(sender.clone()), vec![address])
        .map_err(|error| format!("The mail has no recipient: {error}."))?;
    Ok(Composed { envelope, bytes: letter.formatted() })
}

/// A header of ours: name and value are ASCII by construction.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
