//! A signed document on paper: the text that was shown, the signature, and what proves it.

mod blocks;
mod content;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::account::{Language, ProvenBy};
use shared::mail::Say;
use shared::pdf::{
    About, Colour, Fonts, HEIGHT, Ink, Letterhead, Line, Paper, PdfError, Rich, Shaper, Side, Style, WIDTH,
};

use crate::mails::{consent, speak};
use crate::model::{Evidence, Signature};
use crate::paper;

const LEFT: f32 = 60.0;
const RIGHT: f32 = WIDTH - 60.0;
const TOP: f32 = 70.0;
/// Below this stands the foot.
const BOTTOM: f32 = HEIGHT - 70.0;
const TEXT: Colour = (0x16, 0x18, 0x1d);
const SOFT: Colour = (0x4d, 0x55, 0x61);
const RULE: Colour = (0xe4, 0xe7, 0xeb);

const fn ink(size: f32, bold: bool, colour: Colour) -> Ink {
    Ink { size, bold, colour }
}
const PLAIN: Ink = ink(10.5, false, TEXT);
const SMALL: Ink = ink(9.0, false, SOFT);

/// What is put on paper.
pub(crate) struct Job {
    /// The text that was signed.
    pub(crate) paper: paper::Paper,
    /// The signature.
    pub(crate) signature: Signature,
    /// Address of the page that verifies it.
    pub(crate) verify: String,
}

/// The file, without its seal.
pub(crate) fn file(fonts: &Fonts, look: &Letterhead, job: &Job) -> Result<Vec<u8>, PdfError> {
    let proof = &job.signature.evidence;
    let language = language(proof);
    let mut sheet = Sheet { paper: Paper::new(Shaper::new(fonts)), y: TOP, look, say: speak(language) };
    sheet.content(&job.paper);
    sheet.signature(job);
    sheet.trail(job);
    sheet.feet(job);
    let title = format!("{} ({})", proof.title, proof.version);
    sheet.paper.finish(About { title, author: look.name.clone(), language: language.tag().to_owned() })
}

/// The letters of the text that a page shows, as the paper has them.
pub(crate) fn letters(html: &str) -> String {
    blocks::letters(html)
}

/// The letters with the marks of items: what is compared with the page where no file is made.
#[cfg(test)]
pub(crate) fn marked(html: &str) -> String {
    blocks::marked(html)
}

/// The text alone: what is compared with the page.
#[cfg(test)]
pub(crate) fn text_alone(fonts: &Fonts, text: &paper::Paper) -> Vec<u8> {
    let look = Letterhead::plain("Acme MSP");
    let mut sheet =
        Sheet { paper: Paper::new(Shaper::new(fonts)), y: TOP, look: &look, say: speak(Language::En) };
    sheet.content(text);
    let about = About { title: String::new(), author: String::new(), language: "en".to_owned() };
    sheet.paper.finish(about).unwrap()
}

/// The language in which the consent was given.
fn language(proof: &Evidence) -> Language {
    let given = |language: &Language| proof.consent.as_deref() == Some(consent(*language).as_str());
    Language::ALL.into_iter().find(given).unwrap_or_default()
}

/// The code in groups that people can read out.
pub(crate) fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(5).map(|some| some.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

struct Sheet<'a> {
    paper: Paper<'a>,
    /// Base line of what comes next.
    y: f32,
    look: &'a Letterhead,
    say: Say<'static>,
}

impl Sheet<'_> {
    /// Begins another page where `height` more points do not fit.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.paper.turn();
            self.y = TOP;
        }
    }

    /// Text over as many lines as it needs, from `x` on; what is read from the right begins there.
    fn flow(&mut self, text: &str, ink: Ink, x: f32) {
        self.flow_rich(&Rich::plain(text, Style::weight(ink.bold)), ink, x);
    }

    /// The same of a text with looks of its own.
    fn flow_rich(&mut self, text: &Rich, ink: Ink, x: f32) {
        let step = ink.size * 1.45;
        let lines: Vec<Line> = self.paper.shaper().wrap_rich(text, (RIGHT - x) / ink.size);
        for line in lines {
            self.room(0.0);
            let (x, side) = if line.rtl { (RIGHT, Side::Right) } else { (x, Side::Left) };
            self.paper.line((x, self.y), side, ink, line);
            self.y += step;
        }
    }

    fn page(&mut self, title: &str) {
        self.paper.turn();
        self.y = TOP;
        self.paper.bar((0.0, 0.0), (WIDTH, 6.0), self.look.accent);
        self.flow(title, ink(16.0, true, TEXT), LEFT);
        self.y += 12.0;
    }

    /// Names and what stands behind them; what is not there is left out.
    fn facts(&mut self, facts: &[(&str, Option<String>)]) {
        for (name, value) in facts {
            let Some(value) = value.as_deref().filter(|value| !value.is_empty()) else { continue };
            let name = self.say.text(name);
            self.room(30.0);
            self.flow(&name, SMALL, LEFT);
            self.flow(value, PLAIN, LEFT);
            self.y += 6.0;
        }
    }

    fn signature(&mut self, job: &Job) {
        let proof = &job.signature.evidence;
        let title = self.say.text("pdf.signature");
        self.page(&title);
        let name = proof.typed_name.as_deref().unwrap_or(&proof.account_name);
        self.paper.bar((LEFT, self.y - 14.0), (3.0, 64.0), self.look.accent);
        self.flow(name, ink(22.0, false, TEXT), LEFT + 14.0);
        if let Some(role) = &proof.role {
            self.flow(role, PLAIN, LEFT + 14.0);
        }
        self.flow(&moment(proof), SMALL, LEFT + 14.0);
        self.y += 30.0;
        let company = Some(proof.company_name.clone());
        self.facts(&[
            ("pdf.document", Some(format!("{} ({})", proof.title, proof.version))),
            ("issuer", Some(proof.issuer.clone())),
            ("company", company),
            ("pdf.consent", proof.consent.clone()),
            ("pdf.code", Some(grouped(&job.signature.code))),
            ("pdf.verify", Some(job.verify.clone())),
        ]);
    }

    fn trail(&mut self, job: &Job) {
        let proof = &job.signature.evidence;
        let title = self.say.text("pdf.trail");
        self.page(&title);
        let account = proof.account.as_ref();
        let proven = account.and_then(|account| account.proven.as_ref()).map(|proven| {
            let by = match proven.by {
                ProvenBy::Invitation => "proven.invitation",
                ProvenBy::PasswordReset => "proven.password_reset",
                ProvenBy::NewEmail => "proven.new_email",
                ProvenBy::Hub => "proven.hub",
            };
            format!("{} ({}), {}", self.say.text(by), proven.email, stamp(proven.at))
        });
        let yes = |say: &Say<'_>, flag: bool| Some(say.text(if flag { "pdf.yes" } else { "pdf.no" }));
        let (scrolled, acknowledged) =
            (yes(&self.say, proof.scrolled_to_end), yes(&self.say, proof.acknowledged));
        self.facts(&[
            ("pdf.account", Some(format!("{} ({})", proof.account_name, proof.email))),
            ("pdf.proven", proven),
            ("pdf.staff_password", account.and_then(|account| account.staff_password_at).map(stamp)),
            ("pdf.staff_email", account.and_then(|account| account.staff_email_at).map(stamp)),
            ("pdf.typed", proof.typed_name.clone()),
            ("at", Some(moment(proof))),
            ("pdf.address", proof.address.clone()),
            ("pdf.browser", proof.user_agent.clone()),
            ("pdf.scrolled", scrolled),
            ("pdf.acknowledged", acknowledged),
            ("pdf.content", Some(proof.content_sha256.clone())),
            ("pdf.link", Some(proof.number.to_string())),
            ("pdf.hash", Some(job.signature.hash.clone())),
            ("pdf.previous", Some(proof.previous.clone())),
        ]);
        if self.paper.shaper().has_replaced() {
            let notice = self.say.text("pdf.replaced");
            self.flow(&notice, SMALL, LEFT);
        }
    }

    fn feet(&mut self, job: &Job) {
        let pages = self.paper.pages();
        let code = grouped(&job.signature.code);
        for page in 1..=pages {
            self.paper.text_on(page, (LEFT, HEIGHT - 36.0), Side::Left, SMALL, &code);
            let number = format!("{page} / {pages}");
            self.paper.text_on(page, (RIGHT, HEIGHT - 36.0), Side::Right, SMALL, &number);
        }
    }
}

fn moment(proof: &Evidence) -> String {
    stamp(proof.at)
}

fn stamp(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}
