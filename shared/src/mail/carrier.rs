//! Who takes mails away: a mail server, spoken to by SMTP. Azure Communication Services is one as well.

use std::time::Duration;

use async_trait::async_trait;
use lettre::address::Envelope;
use lettre::transport::smtp::{self, AsyncSmtpTransport, PoolConfig};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};

use crate::outbox::Undelivered;

/// A server that says nothing for so long is taken for gone.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections at most.
const CONNECTIONS: u32 = 4;

/// Takes mails away.
#[async_trait]
pub trait Carrier: Send + Sync + 'static {
    /// True once the mail is in other hands.
    async fn carry(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered>;
}

/// A mail server.
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// By `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`. The error is a sentence.
    pub fn open(url: &SecretString) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .map_err(|_| "expected `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`.")?;
        let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(20));
        Ok(Self(builder.timeout(Some(PATIENCE)).pool_config(pool).build()))
    }
}

#[async_trait]
impl Carrier for Smtp {
    async fn carry(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        self.0.send_raw(envelope, bytes).await.map(drop).map_err(|error| judged(&error))
    }
}

fn judged(error: &smtp::Error) -> Undelivered {
    let mut text = format!("{error}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = inner.source();
    }
    let text: String = crate::http::clean_line(&text).chars().take(500).collect();
    match error.status().map(u16::from) {
        Some(550 | 551 | 553 | 554) => Undelivered::Never(text),
        // The service closes, or does not let us in: nothing that is wrong with this mail.
        Some(421 | 530 | 534 | 535 | 538) | None => Undelivered::Down(text),
        Some(_) => Undelivered::Later(text),
    }
}

/// The sender's address of `MAIL_FROM`. The error is a sentence.
pub fn sender(text: &str) -> Result<Address, String> {
    text.trim().parse().map_err(|_| "expected an email address, as `portal@example.com`.".to_owned())
}
