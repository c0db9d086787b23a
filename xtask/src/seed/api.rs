//! The portal's API as a browser calls it.

use std::{thread, time::Duration};

use serde_json::Value;
use ureq::{Agent, http};

use crate::failure::{Failure, Outcome};

/// Longest wait that a full rate limit may ask for.
const LONGEST_WAIT: u64 = 90;

/// What is sent.
pub(crate) enum Body<'a> {
    Nothing,
    Json(&'a Value),
    Bytes { content_type: &'a str, bytes: &'a [u8] },
}

/// One request.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) cookie: Option<&'a str>,
    /// Further headers, such as `Idempotency-Key`.
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: Body<'a>,
}

/// What came back: the status, the body as JSON (`null` when there is none), the session cookie and the entity tag.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) cookie: Option<String>,
    pub(crate) etag: Option<String>,
}

/// A portal at an address.
pub(crate) struct Api {
    agent: Agent,
    address: String,
}

impl Api {
    /// Speaks to the portal at an address such as `http://localhost:7071`.
    pub(crate) fn new(address: &str) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Self { agent, address: address.to_owned() }
    }

    /// Sends a request; waits and repeats while the portal says that it is asked too often.
    pub(crate) fn send(&self, call: &Call<'_>) -> Outcome<Answer> {
        loop {
            let (answer, wait) = self.once(call)?;
            let Some(seconds) = wait.filter(|_| answer.status == 429) else { return Ok(answer) };
            thread::sleep(Duration::from_secs(seconds.min(LONGEST_WAIT)));
        }
    }

    fn once(&self, call: &Call<'_>) -> Outcome<(Answer, Option<u64>)> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(format!(
                "{} {} got no answer from {}: {error}.",
                call.method, call.path, self.address
            ))
        };
        let mut request = http::Request::builder()
            .method(call.method)
            .uri(format!("{}{}", self.address, call.path))
            // The portal refuses a change that does not come from its own pages.
            .header("origin", &self.address);
        if let Some(cookie) = call.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in call.headers {
            request = request.header(*name, *value);
        }
        let bytes = match &call.body {
            Body::Nothing => Vec::new(),
            Body::Json(value) => {
                request = request.header("content-type", "application/json");
                value.to_string().into_bytes()
            }
            Body::Bytes { content_type, bytes } => {
                request = request.header("content-type", *content_type);
                bytes.to_vec()
            }
        };
        let request = request.body(bytes).map_err(|error| failed(&error))?;
        let mut response = self.agent.run(request).map_err(|error| failed(&error))?;
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let cookie = header("set-cookie").and_then(|set| set.split(';').next().map(str::to_owned));
        let (wait, etag, status) = (header("retry-after"), header("etag"), response.status().as_u16());
        let text = response.body_mut().read_to_string().map_err(|error| failed(&error))?;
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok((Answer { status, body, cookie, etag }, wait.and_then(|seconds| seconds.parse().ok())))
    }
}
