//! One conversation with a mail program.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mailin::{Action, Handler, Response, SessionBuilder, response};

use crate::Shelf;

/// How often a silent conversation looks whether the server stops.
const GLANCE: Duration = Duration::from_millis(200);
/// Bytes of a mail at most.
const LARGEST: usize = 32 * 1024 * 1024;

/// Collects a mail and hands it to the shelf.
struct Collector<'a> {
    shelf: &'a Shelf,
    bytes: Vec<u8>,
}

impl Handler for Collector<'_> {
    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        self.bytes.clear();
        response::OK
    }

    fn data(&mut self, some: &[u8]) -> io::Result<()> {
        if self.bytes.len() + some.len() > LARGEST {
            return Err(io::Error::other("too large"));
        }
        self.bytes.extend_from_slice(some);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        match self.shelf.keep(&self.bytes) {
            Ok(()) => response::OK,
            Err(_) => response::INTERNAL_ERROR,
        }
    }

    fn auth_plain(&mut self, _: &str, _: &str, _: &str) -> Response {
        response::AUTH_OK
    }
}

/// Speaks until the other side has had enough or the server stops.
pub(crate) fn serve(connection: &TcpStream, shelf: &Arc<Shelf>, stop: &AtomicBool) {
    // A conversation that breaks off is the other side's business.
    drop(talk(connection, shelf, stop));
}

fn talk(connection: &TcpStream, shelf: &Shelf, stop: &AtomicBool) -> io::Result<()> {
    connection.set_read_timeout(Some(GLANCE))?;
    connection.set_nodelay(true)?;
    let peer = connection.peer_addr()?.ip();
    let mut writer = connection;
    let mut session = SessionBuilder::new("localhost").build(peer, Collector { shelf, bytes: Vec::new() });
    session.greeting().write_to(&mut writer)?;
    let mut reader = BufReader::new(connection);
    let mut line = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) if line.ends_with(b"\n") => {
                let answer = session.process(&line);
                line.clear();
                match answer.action {
                    Action::Reply => answer.write_to(&mut writer)?,
                    Action::Close => return answer.write_to(&mut writer),
                    Action::NoReply | Action::UpgradeTls => {}
                }
                writer.flush()?;
            }
            Ok(_) => {}
            // What was read of a line stays there.
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
