//! Who takes mails away: a mail server, spoken to by SMTP. Azure Communication Services is one as well.

mod link;
mod pool;
mod verdict;

use async_trait::async_trait;
use lettre::Address;
use lettre::address::Envelope;
use secrecy::SecretString;

use self::link::{Failed, Link, Server};
use self::pool::Pool;
use super::compose::mailable;
use crate::outbox::Undelivered;

/// Connections at most: those for bulk leave room for mails that somebody waits for.
const CONNECTIONS: usize = 8;

/// Takes mails away.
#[async_trait]
pub trait Carrier: Send + Sync + 'static {
    /// True once the mail is in other hands.
    async fn carry(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered>;
}

/// A mail server. Its connections are kept and used again.
pub struct Smtp {
    server: Server,
    pool: Pool<Link>,
}

impl Smtp {
    /// By `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`. The error is a sentence.
    pub fn open(url: &SecretString) -> Result<Self, String> {
        Ok(Self { server: Server::read(url)?, pool: Pool::new(CONNECTIONS) })
    }
}

#[async_trait]
impl Carrier for Smtp {
    async fn carry(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        loop {
            let mut place = self.pool.place().await;
            let (mut link, used) = match place.take() {
                Some(link) => (link, true),
                None => match Link::open(&self.server).await {
                    Ok(link) => (link, false),
                    // A server with enough of our connections takes mails by those that it has.
                    Err(failed) if failed.is_answer() && place.is_one_too_many() => continue,
                    Err(failed) => return Err(Undelivered::Down(failed.text())),
                },
            };
            return match link.send(envelope, bytes).await {
                Ok(()) => {
                    place.keep(link);
                    Ok(())
                }
                // It was closed while nobody used it.
                Err(failed) if used && failed.is_before_the_mail() => continue,
                Err(failed) => {
                    if matches!(failed, Failed::Answer { .. } | Failed::Unable(_)) && link.reset().await {
                        place.keep(link);
                    }
                    Err(failed.verdict())
                }
            };
        }
    }
}

/// The sender's address of `MAIL_FROM`. The error is a sentence.
pub fn sender(text: &str) -> Result<Address, String> {
    mailable(text)
        .filter(|address| address.user().is_ascii())
        .ok_or_else(|| "expected an email address, as `portal@example.com`.".to_owned())
}
