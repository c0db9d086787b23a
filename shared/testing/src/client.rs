//! Requests in somebody's name, and their answers.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Method, Request as HttpRequest, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// Speaks to the router in somebody's name.
#[derive(Clone)]
pub struct Client {
    pub(crate) router: Router,
    pub(crate) token: Option<String>,
}

impl Client {
    /// A request that may still be added to; await it to send it.
    #[must_use]
    pub fn request(&self, method: Method, path: &str) -> Request {
        let mut request = HttpRequest::builder()
            .method(method.clone())
            .uri(path)
            .header(header::HOST, "localhost:7071")
            .extension(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 1], 40_000))))
            .body(Body::empty())
            .expect("a request");
        let headers = request.headers_mut();
        if let Some(token) = &self.token {
            let cookie = HeaderValue::from_str(&format!("portal_session={token}")).expect("a cookie");
            headers.insert(header::COOKIE, cookie);
        }
        if method != Method::GET {
            headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        }
        Request { router: self.router.clone(), request }
    }

    /// `GET`
    #[must_use]
    pub fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    /// `POST`
    #[must_use]
    pub fn post(&self, path: &str) -> Request {
        self.request(Method::POST, path)
    }

    /// `PUT`
    #[must_use]
    pub fn put(&self, path: &str) -> Request {
        self.request(Method::PUT, path)
    }

    /// `PATCH`
    #[must_use]
    pub fn patch(&self, path: &str) -> Request {
        self.request(Method::PATCH, path)
    }

    /// `DELETE`
    #[must_use]
    pub fn delete(&self, path: &str) -> Request {
        self.request(Method::DELETE, path)
    }
}

/// A request to be sent.
pub struct Request {
    router: Router,
    request: HttpRequest<Body>,
}

impl Request {
    /// Sets or replaces a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        self.request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header's value"));
        self
    }

    /// Removes a header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.request.headers_mut().remove(name);
        self
    }

    /// Comes from another address than 192.0.2.1.
    #[must_use]
    pub fn calling_from(mut self, address: &str) -> Self {
        let ip: std::net::IpAddr = address.parse().expect("an address");
        self.request.extensions_mut().insert(ConnectInfo(std::net::SocketAddr::from((ip, 40_000))));
        self
    }

    /// Says which version is changed.
    #[must_use]
    pub fn if_match(self, version: u64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// Sends JSON.
    #[must_use]
    pub fn json(self, value: &Value) -> Self {
        self.body(value.to_string()).header("content-type", "application/json")
    }

    /// Sends these bytes.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Body>) -> Self {
        *self.request.body_mut() = bytes.into();
        self
    }

    /// Sends it and reads the whole answer.
    pub async fn send(self) -> Answer {
        let response = self.stream().await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole answer").to_bytes();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Sends it and gives the answer as it comes: for event streams.
    pub async fn stream(self) -> axum::response::Response {
        self.router.oneshot(self.request).await.expect("the router answers")
    }
}

impl IntoFuture for Request {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    bytes: axum::body::Bytes,
}

impl Answer {
    /// The status as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Fails the test, showing the answer, unless it has this status.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{}", self.text());
        self
    }

    /// A header's value; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &axum::http::HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}
