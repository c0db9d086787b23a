//! The one layout of all mails: HTML for mail programs, and a text that says the same.

use std::sync::LazyLock;

use askama::Template;

use super::brand::Brand;
use super::message::{Fact, Message, Quote};
use super::words::Words;
use crate::account::Language;
use crate::problem::Problem;
use crate::settings::Settings;
use crate::tenant::Tenant;

/// Words of the layout itself.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(include_str!("words/en.json"), include_str!("words/de.json"), include_str!("words/es.json"))
});

/// A mail's two bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// For mail programs that show HTML.
    pub html: String,
    /// For all others, and for people who prefer it.
    pub text: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    mail: &'a Parts<'a>,
}

#[derive(Template)]
#[template(path = "mail.txt", escape = "none")]
struct Text<'a> {
    mail: &'a Parts<'a>,
}

struct Parts<'a> {
    lang: &'static str,
    subject: &'a str,
    preview: &'a str,
    portal: &'a str,
    logo: Option<String>,
    heading: &'a str,
    rule: String,
    sections: Vec<Part<'a>>,
    paragraphs: Vec<Vec<&'a str>>,
    quote: Option<Quoted<'a>>,
    facts: &'a [Fact],
    button: Option<Link>,
    notes: Vec<Vec<&'a str>>,
    reason: &'a str,
    questions: Option<String>,
    unsubscribe: Option<Link>,
    automatic: String,
    brand: &'a Brand,
    link: &'a str,
}

/// What one of several messages says.
struct Part<'a> {
    heading: &'a str,
    paragraphs: Vec<Vec<&'a str>>,
    quote: Option<Quoted<'a>>,
    link: Option<Link>,
}

struct Quoted<'a> {
    who: String,
    lines: Vec<&'a str>,
}

struct Link {
    label: String,
    href: String,
    hint: String,
}

/// Both bodies of `message` in the tenant's look. Links lead to the tenant's own address and nowhere else.
/// `unsubscribe` is the signed word of those who may decline.
pub fn page(
    settings: &Settings,
    (tenant, brand): (&Tenant, &Brand),
    language: Language,
    message: &Message,
    unsubscribe: Option<&str>,
) -> Result<Page, Problem> {
    let say = WORDS.speak(language);
    let quoted = |quote: &Quote| say.with("wrote", &[("author", &quote.author)]);
    let quote = message
        .quote
        .as_ref()
        .map(|quote| Quoted { who: quoted(quote), lines: quote.text.lines().collect() });
    let sections: Vec<Part<'_>> = message
        .sections
        .iter()
        .map(|section| Part {
            heading: &section.heading,
            paragraphs: lines(&section.paragraphs),
            quote: section
                .quote
                .as_ref()
                .map(|quote| Quoted { who: quoted(quote), lines: quote.text.lines().collect() }),
            link: section.link.as_ref().map(|link| Link {
                label: link.label.clone(),
                href: tenant.page(settings, &link.path),
                hint: String::new(),
            }),
        })
        .collect();
    let several = say.with("several", &[("count", &sections.len().to_string())]);
    let heading = if sections.is_empty() || message.group.is_some() {
        message.heading.as_str()
    } else {
        several.as_str()
    };
    let button = message.button.as_ref().map(|button| Link {
        label: button.label.clone(),
        href: tenant.page(settings, &button.path),
        hint: say.text("address"),
    });
    let unsubscribe = unsubscribe.map(|word| Link {
        label: say.text("unsubscribe"),
        href: tenant.address(settings, &format!("/api/mail/unsubscribe/{word}")),
        hint: String::new(),
    });
    let questions = match (&brand.support_email, &brand.support_phone) {
        (Some(email), Some(phone)) => Some(say.with("questions.both", &[("email", email), ("phone", phone)])),
        (Some(email), None) => Some(say.with("questions", &[("email", email)])),
        (None, Some(phone)) => Some(say.with("questions.phone", &[("phone", phone)])),
        (None, None) => None,
    };
    let parts = Parts {
        lang: language.tag(),
        subject: &message.subject,
        preview: message.paragraphs.first().map_or("", |first| first.as_str()),
        sections,
        portal: &brand.portal_name,
        logo: brand.logo_path.as_ref().map(|path| tenant.address(settings, path)),
        heading,
        rule: "=".repeat(heading.chars().count().min(72)),
        paragraphs: lines(&message.paragraphs),
        quote,
        facts: &message.facts,
        button,
        notes: lines(&message.notes),
        reason: &message.reason,
        questions,
        unsubscribe,
        automatic: say.with("automatic", &[("portal", &brand.portal_name)]),
        brand,
        link: &brand.link,
    };
    Ok(Page {
        html: Html { mail: &parts }.render().map_err(Problem::internal)?,
        text: Text { mail: &parts }.render().map_err(Problem::internal)?,
    })
}

fn lines(paragraphs: &[String]) -> Vec<Vec<&str>> {
    paragraphs.iter().map(|paragraph| paragraph.lines().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layouts_words_are_complete() {
        assert_eq!(WORDS.gaps(), [""; 0]);
    }
}
