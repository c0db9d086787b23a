//! Checking and calling.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, Method};
use bytes::{Bytes, BytesMut};
use reqwest::{Certificate, Client, redirect};
use tokio::sync::OnceCell;

use super::guard::{Guard, Guarded};
use super::target::{Reach, Refusal, Target};
use crate::dns::Resolver;

/// Nothing takes longer: looking the name up, connecting, sending and reading the answer together.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no answer, as a sentence for whoever typed the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The address may not be called.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The name has no address.
    #[error("This host does not exist.")]
    Unknown,
    /// The domain name system does not answer.
    #[error("The host could not be looked up. Try again.")]
    Silent,
    /// It took too long.
    #[error("There was no answer within 5 seconds.")]
    Late,
    /// No connection, or it broke.
    #[error("There was no answer: {0}")]
    Broken(String),
}

/// A call to be made.
pub struct Call<'a> {
    /// GET, POST, …
    pub method: Method,
    /// Where.
    pub target: &'a Target,
    /// Headers beside those that every call has.
    pub headers: HeaderMap,
    /// What is sent.
    pub body: Bytes,
    /// Bytes of the answer that are read.
    pub at_most: usize,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status; a redirect is an answer like any other.
    pub status: u16,
    /// The body, or its beginning.
    pub body: Bytes,
    /// True where there was more of it.
    pub cut: bool,
}

/// The client: cheap to clone.
#[derive(Clone)]
pub struct Egress {
    guard: Arc<Guard>,
    roots: Arc<[Certificate]>,
    /// Made when it is first needed: reading the machine's trusted certificates takes a while.
    client: Arc<OnceCell<Client>>,
}

impl Egress {
    /// A client that asks `resolver` and calls what `reach` admits.
    #[must_use]
    pub fn new(resolver: Arc<dyn Resolver>, reach: Reach) -> Self {
        Self::trusting(resolver, reach, Vec::new())
    }

    /// The same, which trusts these certificates beside the machine's own.
    #[must_use]
    pub fn trusting(resolver: Arc<dyn Resolver>, reach: Reach, roots: Vec<Certificate>) -> Self {
        let guard = Arc::new(Guard { resolver, reach });
        Self { guard, roots: roots.into(), client: Arc::new(OnceCell::new()) }
    }

    /// Reads an address that somebody typed and looks its name up.
    ///
    /// Errors: [`EgressError::Silent`] where nothing is known; all others are about the address.
    pub async fn check(&self, text: &str) -> Result<Target, EgressError> {
        let target = Target::parse(text, self.guard.reach)?;
        if let Some(name) = target.name() {
            let looked = tokio::time::timeout(PATIENCE, self.guard.addresses(name)).await;
            looked.map_err(|_| EgressError::Silent)??;
        }
        Ok(target)
    }

    /// Reads an address that was checked before, as it was kept.
    pub fn kept(&self, text: &str) -> Result<Target, EgressError> {
        Ok(Target::parse(text, self.guard.reach)?)
    }

    /// Calls it.
    pub async fn send(&self, call: Call<'_>) -> Result<Answer, EgressError> {
        // A number goes past the look-up: it was judged when the target was made, under this client's own reach.
        let target = self.kept(call.target.as_str())?;
        let client = self.client.get_or_try_init(|| async { self.make() }).await.map_err(|e| broken(&e))?;
        let request = client.request(call.method, target.url()).headers(call.headers).body(call.body);
        let read = async {
            let mut response = request.send().await?;
            let status = response.status().as_u16();
            let mut body = BytesMut::new();
            while let Some(chunk) = response.chunk().await? {
                let room = call.at_most.saturating_sub(body.len());
                body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                if chunk.len() > room {
                    return Ok(Answer { status, body: body.freeze(), cut: true });
                }
            }
            Ok(Answer { status, body: body.freeze(), cut: false })
        };
        read.await.map_err(|error: reqwest::Error| judged(&error))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place where the client is made")]
    fn make(&self) -> Result<Client, reqwest::Error> {
        Client::builder()
            .dns_resolver(Arc::new(Guarded(Arc::clone(&self.guard))))
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            // What comes is what is read: nothing swells on the way.
            .no_gzip()
            .no_deflate()
            .no_brotli()
            .no_zstd()
            .https_only(self.guard.reach == Reach::Public)
            // Every call connects anew, to an address that was just looked up and judged.
            .pool_max_idle_per_host(0)
            .timeout(PATIENCE)
            .user_agent("the-one-portal")
            .tls_certs_merge(self.roots.iter().cloned())
            .build()
    }
}

fn judged(error: &reqwest::Error) -> EgressError {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(own) = inner.downcast_ref::<EgressError>() {
            return own.clone();
        }
        source = inner.source();
    }
    if error.is_timeout() { EgressError::Late } else { broken(error) }
}

/// The innermost reason, in one line; the address itself is left out.
fn broken(error: &reqwest::Error) -> EgressError {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    EgressError::Broken(crate::http::clean_line(&text).chars().take(200).collect())
}
