//! Where a request comes from and which host it asked for: only the configured hop is believed.

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header, request::Parts};

use crate::settings::{Proxy, Settings};

/// The caller's address where the connection does not tell it: AWS Lambda names it in the event beside the request.
#[derive(Debug, Clone, Copy)]
pub struct CallerAddress(pub std::net::IpAddr);

/// The client's address, from the hop that the settings name; any other forwarding header is ignored.
#[must_use]
pub fn client_address(parts: &Parts, settings: &Settings) -> Option<String> {
    let forwarded = |name: &str| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        // The last entry is the one that our own hop added.
        let last = value.rsplit(',').next()?.trim();
        last.parse::<std::net::SocketAddr>()
            .map(|with_port| with_port.ip())
            .or_else(|_| last.parse::<std::net::IpAddr>())
            .ok()
            .map(|ip| ip.to_string())
    };
    match settings.proxy {
        Proxy::None => {
            let named = parts.extensions.get::<CallerAddress>().map(|named| named.0.to_string());
            named.or_else(|| parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|peer| peer.0.ip().to_string()))
        }
        Proxy::Functions => forwarded("x-forwarded-for"),
        Proxy::FrontDoor => forwarded("x-azure-clientip"),
    }
}

/// The host that the browser asked for, in small letters, with its port where it has one.
#[must_use]
pub fn public_host(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let read = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = match settings.proxy {
        Proxy::None => read(header::HOST.as_str()),
        Proxy::Functions | Proxy::FrontDoor => {
            read("x-forwarded-host").or_else(|| read(header::HOST.as_str()))
        }
    }?;
    let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    (plain && !host.is_empty() && host.len() <= 260).then_some(host)
}
