//! Reading caught mails.

use std::io;
use std::path::Path;

use mail_parser::{Address, Message, MessageParser};
use serde::Serialize;

/// Mails shown at most.
const MOST: usize = 200;

/// A caught mail, read.
#[derive(Debug, Serialize)]
pub(super) struct Caught {
    /// The file's name without its ending.
    pub(super) name: String,
    /// The sender.
    pub(super) from: String,
    /// The recipient.
    pub(super) to: String,
    /// The subject.
    pub(super) subject: String,
    /// When it was written.
    pub(super) date: String,
    /// The text part.
    pub(super) text: String,
    /// The HTML part.
    pub(super) html: String,
    /// The headers as they came.
    pub(super) headers: String,
}

/// The newest mails, newest first; those to `to` alone where it is given.
pub(super) fn all(folder: &Path, to: Option<&str>) -> io::Result<Vec<Caught>> {
    let mut names = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "eml")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort_by(|a, b| b.cmp(a));
    let mails = names.iter().filter_map(|name| one(folder, name));
    let wanted = |mail: &Caught| to.is_none_or(|to| mail.to.to_lowercase().contains(&to.to_lowercase()));
    Ok(mails.filter(wanted).take(MOST).collect())
}

/// The mail of that name.
pub(super) fn one(folder: &Path, name: &str) -> Option<Caught> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bytes = std::fs::read(folder.join(format!("{name}.eml"))).ok()?;
    let mail = MessageParser::default().parse(&bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Some(Caught {
        name: name.to_owned(),
        from: person(mail.from()),
        to: person(mail.to()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        date: mail.date().map(|date| date.to_rfc3339()).unwrap_or_default(),
        text: body(mail.body_text(0)),
        html: html(&mail),
        headers: text.split("\r\n\r\n").next().unwrap_or_default().to_owned(),
    })
}

fn html(mail: &Message<'_>) -> String {
    body(mail.body_html(0))
}

fn body(part: Option<std::borrow::Cow<'_, str>>) -> String {
    part.map(std::borrow::Cow::into_owned).unwrap_or_default()
}

fn person(who: Option<&Address<'_>>) -> String {
    let Some(one) = who.and_then(Address::first) else { return String::new() };
    let address = one.address().unwrap_or_default();
    match one.name() {
        Some(name) => format!("{name} <{address}>"),
        None => address.to_owned(),
    }
}
