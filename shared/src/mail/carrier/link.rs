//! One connection to the mail server, spoken step by step: what a refusal means depends on the step.

use std::fmt;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{Address, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use url::Url;

use super::verdict::{Answer, verdict};
use crate::outbox::Undelivered;
use crate::settings::is_this_machine;

/// A server that says nothing for so long is taken for gone.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same once it has the whole mail, which it may look through.
const WHOLE: Duration = Duration::from_secs(25);

/// Where the server is, and how it is spoken to.
pub(super) struct Server {
    host: String,
    port: u16,
    hello: ClientId,
    tls: Tls,
    credentials: Option<Credentials>,
}

enum Tls {
    Never,
    /// Where the server offers it.
    Offered(TlsParameters),
    Required(TlsParameters),
    /// From the first byte.
    Wrapped(TlsParameters),
}

/// How far a conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Before any mail.
    Greeting,
    /// Who sends it.
    Sender,
    /// Who is to get it.
    Recipient,
    /// The mail itself.
    Content,
}

/// Why a conversation failed.
#[derive(Debug)]
pub(super) enum Failed {
    /// By an answer.
    Answer { step: Step, code: u16, text: String },
    /// It broke off.
    Gone { step: Step, text: String },
    /// The server cannot take such an address or mail.
    Unable(Undelivered),
}

impl Server {
    /// Reads the setting. The error is a sentence.
    pub(super) fn read(url: &SecretString) -> Result<Self, String> {
        let wrong = "expected `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`.";
        // The library's own reader knows all forms; it keeps what it has read to itself.
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret()).map_err(|_| wrong)?;
        let url = Url::parse(url.expose_secret()).map_err(|_| wrong)?;
        let host = url.host_str().ok_or(wrong)?.to_owned();
        if url.fragment().is_some() || url.port() == Some(0) || host.is_empty() {
            return Err(wrong.to_owned());
        }
        // Half of a name and password would sign in nowhere.
        if !url.username().is_empty() && url.password().is_none() {
            return Err(wrong.to_owned());
        }
        let parameters = || TlsParameters::new(host.clone()).map_err(|_| wrong.to_owned());
        // The query as a whole: another name, another case or a second parameter must not turn TLS off.
        let (port, tls) = match (url.scheme(), url.query()) {
            ("smtp", None) => (25, Tls::Never),
            ("smtp", Some("tls=opportunistic")) => (587, Tls::Offered(parameters()?)),
            ("smtp", Some("tls=required")) => (587, Tls::Required(parameters()?)),
            ("smtps", None) => (465, Tls::Wrapped(parameters()?)),
            _ => return Err(wrong.to_owned()),
        };
        let is_encrypted = matches!(tls, Tls::Required(_) | Tls::Wrapped(_));
        if url.password().is_some() && !is_encrypted && !is_this_machine(url.host()) {
            return Err(
                "a password needs `?tls=required` or `smtps://`, else it travels in the clear.".to_owned()
            );
        }
        let decoded = |text: &str| {
            percent_encoding::percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned)
        };
        let credentials = match url.password() {
            None => None,
            Some(password) => Some(Credentials::new(
                decoded(url.username()).map_err(|_| wrong)?,
                decoded(password).map_err(|_| wrong)?,
            )),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self { port: url.port().unwrap_or(port), host, hello, tls, credentials })
    }
}

/// A connection.
pub(super) struct Link(AsyncSmtpConnection);

impl Link {
    /// Connects and signs in.
    pub(super) async fn open(server: &Server) -> Result<Self, Failed> {
        let step = Step::Greeting;
        let wrapped = match &server.tls {
            Tls::Wrapped(tls) => Some(tls.clone()),
            _ => None,
        };
        let address = (server.host.as_str(), server.port);
        let opened =
            AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &server.hello, wrapped, None);
        let mut link = Self(within(PATIENCE * 2, step, opened).await?);
        match &server.tls {
            Tls::Offered(tls) if link.0.can_starttls() => link.start_tls(tls, &server.hello).await?,
            Tls::Required(tls) => link.start_tls(tls, &server.hello).await?,
            _ => {}
        }
        if let Some(credentials) = &server.credentials {
            within(PATIENCE, step, link.0.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(link)
    }

    async fn start_tls(&mut self, tls: &TlsParameters, hello: &ClientId) -> Result<(), Failed> {
        within(PATIENCE, Step::Greeting, self.0.starttls(tls.clone(), hello)).await
    }

    /// Hands over one mail.
    pub(super) async fn send(&mut self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Failed> {
        let offers = |what| self.0.server_info().supports_feature(what);
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        let mut parameters = Vec::new();
        if !envelope.to().iter().chain(envelope.from()).all(is_ascii) {
            if !offers(Extension::SmtpUtfEight) {
                return Err(Failed::Unable(Undelivered::NoSuchAddress(
                    "The mail server takes no addresses with letters beyond ASCII before the @ (SMTPUTF8)."
                        .into(),
                )));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !bytes.is_ascii() {
            if !offers(Extension::EightBitMime) {
                return Err(Failed::Unable(Undelivered::Never(
                    "The mail server takes no mails with letters beyond ASCII in their headers (8BITMIME)."
                        .into(),
                )));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = Mail::new(envelope.from().cloned(), parameters);
        within(PATIENCE, Step::Sender, self.0.command(from)).await?;
        for to in envelope.to() {
            within(PATIENCE, Step::Recipient, self.0.command(Rcpt::new(to.clone(), Vec::new()))).await?;
        }
        within(PATIENCE, Step::Recipient, self.0.command(Data)).await?;
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => within(WHOLE, Step::Content, self.0.command(Content(text))).await,
            Err(_) => within(WHOLE, Step::Content, self.0.message(bytes)).await,
        };
        content.map(drop)
    }

    /// Makes it ready for the next mail after a refusal; false where it is of no more use.
    pub(super) async fn reset(&mut self) -> bool {
        within(PATIENCE, Step::Greeting, self.0.command(Rset)).await.is_ok()
    }
}

/// A mail with its end, sent in one write. lettre's `message` sends the end in a second write, which TCP holds back until the
/// server has acknowledged the first: 40 ms for each mail.
struct Content<'a>(&'a str);

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line that begins with a dot gets another one (RFC 5321, 4.5.2).
        if self.0.starts_with('.') {
            f.write_str(".")?;
        }
        for (number, part) in self.0.split("\r\n.").enumerate() {
            if number > 0 {
                f.write_str("\r\n..")?;
            }
            f.write_str(part)?;
        }
        f.write_str("\r\n.\r\n")
    }
}

async fn within<T>(
    time: Duration,
    step: Step,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failed> {
    let failed = match timeout(time, work).await {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(error)) => error,
        Err(_) => {
            let text = format!("The mail server did not answer within {} s.", time.as_secs());
            return Err(Failed::Gone { step, text });
        }
    };
    let text = text(&failed);
    Err(match failed.status().map(u16::from) {
        Some(code) => Failed::Answer { step, code, text },
        None => Failed::Gone { step, text },
    })
}

/// An error with what lies behind it, in one line.
fn text(error: &Error) -> String {
    let mut text = format!("{error}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = inner.source();
    }
    crate::http::clean_line(&text).chars().take(500).collect()
}

impl Failed {
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Self::Answer { .. })
    }

    /// True where the server has closed the connection or does so now, and has seen nothing of the mail.
    pub(super) fn is_before_the_mail(&self) -> bool {
        matches!(
            self,
            Self::Gone { step: Step::Sender, .. } | Self::Answer { step: Step::Sender, code: 421, .. }
        )
    }

    pub(super) fn text(self) -> String {
        match self {
            Self::Answer { text, .. } | Self::Gone { text, .. } => text,
            Self::Unable(why) => why.to_string(),
        }
    }

    /// What it means for the mail.
    pub(super) fn verdict(self) -> Undelivered {
        match self {
            Self::Answer { step, code, text } => verdict(step, &Answer::read(code, &text), text),
            // The next connection tells whether the server can be reached at all.
            Self::Gone { text, .. } => Undelivered::Later(text),
            Self::Unable(why) => why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Server, Tls};

    fn read(url: &str) -> Result<Server, String> {
        Server::read(&url.to_owned().into())
    }

    #[test]
    fn a_mail_server_is_spoken_to_as_its_address_says() {
        let of = |url: &str| {
            let server = read(url).unwrap();
            let tls = match server.tls {
                Tls::Never => "never",
                Tls::Offered(_) => "offered",
                Tls::Required(_) => "required",
                Tls::Wrapped(_) => "wrapped",
            };
            (server.port, tls, server.credentials.is_some())
        };
        assert_eq!(of("smtp://mail.example"), (25, "never", false));
        assert_eq!(of("smtp://mail.example?tls=opportunistic"), (587, "offered", false));
        assert_eq!(of("smtp://u:p@mail.example?tls=required"), (587, "required", true));
        assert_eq!(of("smtp://u:p@mail.example:2525?tls=required"), (2525, "required", true));
        assert_eq!(of("smtps://u:p@mail.example"), (465, "wrapped", true));
        assert_eq!(of("smtp://u:p@localhost:1025"), (1025, "never", true));
        assert_eq!(of("smtp://u:p@127.0.0.1:1025"), (1025, "never", true));
    }

    #[test]
    fn sec_23_no_mistake_in_the_address_sends_a_password_in_the_clear() {
        for url in [
            "smtp://u:SECRET@mail.example",
            "smtp://u:SECRET@mail.example?TLS=required",
            "smtp://u:SECRET@mail.example?tls=Required",
            "smtp://u:SECRET@mail.example?tls=opportunistic",
            "smtp://u:SECRET@mail.example?starttls=required",
            "smtp://u:SECRET@mail.example?tls=required&tls=opportunistic",
            "smtp://u:SECRET@mail.example?tls=required#f",
            "smtp://u:SECRET@mail.example#tls=required",
            "smtp://u:SECRET@mail.example:0?tls=required",
            "smtp://SECRET@mail.example?tls=required",
            "smtps://u:SECRET@mail.example?tls=opportunistic",
            "smtp://u:SECRET@localhost.example",
            "smtp://mail.example?x=SECRET",
            "smtp://mail.example:0",
            "http://u:SECRET@mail.example",
            "SECRET",
        ] {
            let said = read(url).err().unwrap_or_else(|| panic!("{url} is accepted"));
            assert!(!said.contains("SECRET"), "{said}");
        }
    }

    #[test]
    fn a_dot_at_the_beginning_of_a_line_does_not_end_the_mail() {
        for (mail, sent) in [
            ("Hello", "Hello\r\n.\r\n"),
            (".", "..\r\n.\r\n"),
            ("a\r\n.\r\n.b\r\n\r\n..\r\nc.", "a\r\n..\r\n..b\r\n\r\n...\r\nc.\r\n.\r\n"),
            ("a\n.\n", "a\n.\n\r\n.\r\n"),
        ] {
            assert_eq!(Content(mail).to_string(), sent, "{mail:?}");
        }
    }
}
