//! A plain HTTP/1.1 client, one connection a request.

use std::{net::Ipv4Addr, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::{
    Request, Response,
    body::{Frame, Incoming},
    client::conn::http1,
    header::HeaderMap,
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// What can go wrong on the way.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;
/// The body of a request.
pub type Body = BoxBody<Bytes, Trouble>;

/// Speaks to a port of this machine under a host's name.
#[derive(Clone)]
pub struct Client {
    port: u16,
    pub host: String,
    pub headers: Vec<(String, String)>,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON, `null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Client {
    /// A client that says `Host: localhost:PORT`.
    pub fn new(port: u16) -> Self {
        Self { port, host: format!("localhost:{port}"), headers: Vec::new() }
    }

    /// The same client with one more header on every request.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    /// Reads.
    pub async fn get(&self, target: &str) -> Result<Answer, Trouble> {
        self.call("GET", target, &[], nothing()).await
    }

    /// Sends JSON.
    pub async fn json(&self, method: &str, target: &str, value: &Value) -> Result<Answer, Trouble> {
        self.call(method, target, &[("content-type", "application/json")], whole(value.to_string())).await
    }

    /// Sends anything and reads the whole answer.
    pub async fn call(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Result<Answer, Trouble> {
        let work = async {
            let (parts, body) = self.open(method, target, headers, body).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
        };
        tokio::time::timeout(Duration::from_secs(120), work).await?
    }

    /// Sends anything; the answer's body is still to be read.
    pub async fn open(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Result<Response<Incoming>, Trouble> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await?;
        stream.set_nodelay(true)?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // Why it ended shows in the answer.
            let _ = connection.await;
        });
        let mut request = Request::builder().method(method).uri(target).header("host", &self.host);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ok(sender.send_request(request.body(body)?).await?)
    }
}

/// No body.
pub fn nothing() -> Body {
    whole(Bytes::new())
}

/// A body of known length.
pub fn whole(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed()
}

/// A body sent in chunks, without a length.
pub fn chunked(chunks: Vec<Bytes>) -> Body {
    let frames = chunks.into_iter().map(|chunk| Ok::<_, Trouble>(Frame::data(chunk)));
    BodyExt::boxed(StreamBody::new(futures::stream::iter(frames)))
}
