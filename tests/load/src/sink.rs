//! A mail server that takes everything and keeps nothing but when a mail came for somebody in particular.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::outcome::Outcome;

/// The recipient whose mail is waited for, and when it came.
type Awaited = Option<(String, Option<Instant>)>;

/// The running server.
#[derive(Clone)]
pub(crate) struct Sink {
    port: u16,
    taken: Arc<AtomicUsize>,
    /// Whose mails are looked out for, and when the first came.
    awaited: Arc<Mutex<Awaited>>,
}

impl Sink {
    pub(crate) async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let sink = Self { port, taken: Arc::default(), awaited: Arc::default() };
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                // A conversation that breaks off is the portal's business.
                tokio::spawn(async move { own.talk(stream).await });
            }
        });
        Ok(sink)
    }

    /// What `SMTP_URL` says to reach it.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Mails that it took.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// From now on, looks out for a mail to this address.
    pub(crate) fn await_mail_to(&self, address: &str) {
        *self.awaited.lock().unwrap_or_else(PoisonError::into_inner) = Some((format!("<{address}>"), None));
    }

    /// When the first of them came.
    pub(crate) fn came(&self) -> Option<Instant> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|(_, at)| *at)
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (reader, mut writer) = stream.into_split();
        let mut reader = BufReader::with_capacity(64 * 1024, reader);
        writer.write_all(b"220 sink\r\n").await?;
        let (mut line, mut awaited) = (Vec::new(), false);
        loop {
            line.clear();
            if reader.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            let answer: &[u8] = match line.get(..4) {
                Some(b"RCPT") => {
                    awaited = self.is_awaited(&line);
                    b"250 ok\r\n"
                }
                Some(b"DATA") => {
                    writer.write_all(b"354 go on\r\n").await?;
                    loop {
                        line.clear();
                        if reader.read_until(b'\n', &mut line).await? == 0 {
                            return Ok(());
                        }
                        if line == b".\r\n" {
                            break;
                        }
                    }
                    self.take(awaited);
                    b"250 ok\r\n"
                }
                Some(b"QUIT") => return Ok(()),
                _ => b"250 sink\r\n",
            };
            writer.write_all(answer).await?;
        }
    }

    fn is_awaited(&self, line: &[u8]) -> bool {
        let awaited = self.awaited.lock().unwrap_or_else(PoisonError::into_inner);
        awaited.as_ref().is_some_and(|(who, _)| String::from_utf8_lossy(line).contains(who.as_str()))
    }

    fn take(&self, awaited: bool) {
        self.taken.fetch_add(1, Ordering::Relaxed);
        if awaited && let Some((_, at)) = &mut *self.awaited.lock().unwrap_or_else(PoisonError::into_inner) {
            at.get_or_insert_with(Instant::now);
        }
    }
}
