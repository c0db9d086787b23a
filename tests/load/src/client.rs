//! A connection that is kept open, as a browser's is.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::outcome::{Failure, Outcome};

/// A request, ready to be sent often.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) cookie: Option<String>,
    /// The address that a proxy in front says it comes from.
    pub(crate) from: Option<String>,
    /// A service key.
    pub(crate) key: Option<String>,
    /// The version that is changed, as its tag.
    pub(crate) if_match: Option<String>,
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            cookie: None,
            from: None,
            key: None,
            if_match: None,
            content_type: "application/json",
            body: Bytes::new(),
        }
    }

    pub(crate) fn post(path: impl Into<String>, body: &serde_json::Value) -> Self {
        Self { method: Method::POST, body: body.to_string().into(), ..Self::get(path) }
    }

    pub(crate) fn upload(
        path: impl Into<String>,
        content_type: &'static str,
        body: impl Into<Bytes>,
    ) -> Self {
        Self { method: Method::POST, content_type, body: body.into(), ..Self::get(path) }
    }

    pub(crate) fn signed_in(mut self, cookie: &str) -> Self {
        self.cookie = Some(cookie.to_owned());
        self
    }
}

/// One connection to `127.0.0.1`.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    /// Connects; asks for `host`, as the portal and the files share an address.
    pub(crate) async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        Ok(Self { sender, host: format!("localhost:{}", address.port()) })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&mut self, call: Call) -> Outcome<Answer> {
        let mut request = Request::builder().method(call.method).uri(call.path).header("host", &self.host);
        // Machines call with a key, and never from a page.
        request = match call.key {
            Some(key) => request.header("x-integration-key", key),
            None => request.header("sec-fetch-site", "same-origin"),
        };
        if let Some(cookie) = call.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(from) = call.from {
            request = request.header("x-forwarded-for", from);
        }
        if let Some(version) = call.if_match {
            request = request.header("if-match", version);
        }
        if !call.body.is_empty() {
            request = request.header("content-type", call.content_type);
        }
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(Full::new(call.body))?).await?;
        let (head, body) = answer.into_parts();
        Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes() })
    }

    /// As [`Connection::send`]; anything but success is a failure that shows the answer.
    pub(crate) async fn expect(&mut self, call: Call) -> Outcome<Answer> {
        let what = format!("{} {}", call.method, call.path);
        let answer = self.send(call).await?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        Err(Failure::new(format!("{what} was answered {}: {body}", answer.status)))
    }
}
