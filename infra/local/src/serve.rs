//! The emulated account over HTTP.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, oneshot};

use crate::account::{Account, Answer};
use crate::entry::Entry;
use crate::journal::Journal;
use crate::{StartError, replay};

/// More than any request that Cosmos takes.
const BODY_LIMIT: usize = 8 << 20;

#[derive(Clone)]
struct Service {
    account: Account,
    journal: Option<Journal>,
    /// Held from a write to its place in the journal, so that the replay has the same order.
    order: Arc<Mutex<()>>,
}

/// Serves until told to stop. Prints one line of JSON with the address once it answers.
pub(crate) async fn cosmos(
    port: u16,
    journal: Option<&Path>,
    until_stdin_closes: bool,
) -> Result<(), StartError> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let account = Account::new(base.clone())?;
    let journal = match journal {
        Some(path) => Some(Journal::start(replay::replay(path, &account).await?)?),
        None => None,
    };
    let service = Service { account, journal, order: Arc::default() };
    let router = Router::new().fallback(answer).with_state(service).layer(DefaultBodyLimit::max(BODY_LIMIT));
    // Without it every answer of several packets waits 40 ms for a delayed acknowledgement.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    crate::tell(&mut std::io::stdout(), &serde_json::json!({ "cosmos": base }).to_string());
    tokio::select! {
        served = async { axum::serve(listener, router).await } => Ok(served?),
        () = closed(until_stdin_closes) => Ok(()),
    }
}

/// Returns when the starting process has gone, if it is to be watched.
async fn closed(watch: bool) {
    if !watch {
        return std::future::pending().await;
    }
    let (end, ended) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        // An unreadable input is as good as a closed one.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(end);
    });
    let _ = ended.await;
}

async fn answer(
    State(service): State<Service>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let headers: Vec<(String, String)> = headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "host" | "content-length" | "connection"))
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let result = if writes(&method, &headers) {
        service.write(method.as_str(), path, &headers, &body).await
    } else {
        service.account.call(method.as_str(), path, &headers, body.to_vec()).await
    };
    result.and_then(respond).unwrap_or_else(|reason| {
        let mut response = Response::new(Body::from(reason));
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response
    })
}

impl Service {
    /// A write is answered once it is on disk.
    async fn write(
        &self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<Answer, String> {
        let turn = self.order.lock().await;
        let answer = self.account.call(method, path, headers, body.to_vec()).await?;
        let pending = match &self.journal {
            Some(journal) if replay::succeeded(answer.status) => Some(
                Entry::new(method, path, headers, body)
                    .and_then(|entry| journal.append(&entry))
                    .map_err(|error| error.to_string())?,
            ),
            _ => None,
        };
        drop(turn);
        if let Some(pending) = pending {
            pending.synced().await.map_err(|error| error.to_string())?;
        }
        Ok(answer)
    }
}

/// True for requests that may change something: queries are posted, too.
fn writes(method: &Method, headers: &[(String, String)]) -> bool {
    const QUERIES: [&str; 3] =
        ["x-ms-documentdb-isquery", "x-ms-documentdb-query", "x-ms-cosmos-is-query-plan-request"];
    let asks = |(name, value): &(String, String)| {
        QUERIES.contains(&name.as_str()) && value.eq_ignore_ascii_case("true")
    };
    matches!(*method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE)
        && !headers.iter().any(asks)
}

fn respond(answer: Answer) -> Result<Response<Body>, String> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers.iter().filter(|(name, _)| name != "content-length") {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).map_err(|error| error.to_string())
}
