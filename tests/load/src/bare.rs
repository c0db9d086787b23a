//! The yardstick: an axum server that answers with so many bytes and does nothing else.

use std::net::SocketAddr;
use std::process::Command;

use axum::Router;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::any;
use axum::serve::ListenerExt;
use bytes::Bytes;
use tokio::net::TcpListener;

use crate::client::Call;
use crate::outcome::{Failure, Outcome};
use crate::process::Process;

/// More than any answer that is measured.
const MOST: usize = 1 << 20;
static ANSWER: [u8; MOST] = [b'x'; MOST];

/// Serves until killed. Prints its port.
pub(crate) async fn serve() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    crate::report::say(&listener.local_addr()?.port().to_string());
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, Router::new().route("/{bytes}", any(answer))).await?)
}

async fn answer(Path(bytes): Path<usize>, _body: Bytes) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], Bytes::from_static(&ANSWER[..bytes.min(MOST)]))
}

/// The yardstick as a process of its own, so that its CPU can be told from the load's.
pub(crate) struct Bare {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
}

impl Bare {
    pub(crate) fn start() -> Outcome<Self> {
        let mut process = Process::start(Command::new(std::env::current_exe()?).arg("bare"))?;
        let port = process
            .first_line()?
            .trim()
            .parse()
            .map_err(|_| Failure::new("the bare server tells no port"))?;
        Ok(Self { process, address: SocketAddr::from(([127, 0, 0, 1], port)) })
    }

    /// The same request, to be answered with so many bytes.
    pub(crate) fn like(call: &Call, bytes: usize) -> Call {
        Call { path: format!("/{bytes}"), ..call.clone() }
    }
}
