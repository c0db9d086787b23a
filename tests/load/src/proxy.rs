//! Between the portal and the Cosmos emulator: passes everything on and counts what a real account would be asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use crate::outcome::Outcome;

/// More than any request that Cosmos takes.
const BODY_LIMIT: usize = 8 << 20;

/// A counting proxy. Clones share the count.
#[derive(Clone)]
pub(crate) struct Proxy {
    emulator: String,
    own: String,
    client: reqwest::Client,
    /// Requests for documents since the last look.
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts before the emulator at `emulator` (`http://127.0.0.1:PORT`).
    pub(crate) async fn start(emulator: &str) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let own = format!("http://{}", listener.local_addr()?);
        #[expect(clippy::disallowed_methods, reason = "stands outside of the portal, whose egress it counts")]
        let client = reqwest::Client::builder().no_proxy().http2_prior_knowledge().build()?;
        let proxy = Self { emulator: emulator.to_owned(), own, client, seen: Arc::default() };
        let router =
            Router::new().fallback(pass).with_state(proxy.clone()).layer(DefaultBodyLimit::max(BODY_LIMIT));
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(proxy)
    }

    /// Where the portal is to find its account.
    pub(crate) fn address(&self) -> &str {
        &self.own
    }

    /// The requests for documents since the last call.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn pass(
    State(proxy): State<Proxy>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    // The account and its containers are read once at the start; what recurs are documents. The change feed is
    // followed in the background, whatever is asked.
    if path.contains("/docs") && !headers.contains_key("a-im") {
        let kind = if headers.contains_key("x-ms-documentdb-isquery") { "query" } else { method.as_str() };
        proxy.seen.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{kind} {path}"));
    }
    match forward(&proxy, method, path, headers, body).await {
        Ok(answer) => answer,
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

async fn forward(
    proxy: &Proxy,
    method: Method,
    path: &str,
    mut headers: HeaderMap,
    body: Bytes,
) -> Outcome<Response> {
    for own in ["host", "content-length", "connection", "transfer-encoding"] {
        headers.remove(own);
    }
    let answer = proxy
        .client
        .request(method, format!("{}{path}", proxy.emulator))
        .headers(headers)
        .body(body)
        .send()
        .await?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove("content-length");
    headers.remove("transfer-encoding");
    let mut body = answer.bytes().await?;
    if path == "/" {
        // The account names its own address, to which the client would go past us.
        body = String::from_utf8_lossy(&body).replace(&proxy.emulator, &proxy.own).into();
    }
    Ok((status, headers, body).into_response())
}
