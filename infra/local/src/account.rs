//! The emulated account: requests in, answers out, no network between.

use std::sync::Arc;

use azure_core::http::headers::{HeaderName, HeaderValue};
use azure_core::http::{Method, Request};
use azure_data_cosmos_driver::in_memory_emulator::{
    ConsistencyLevel, InMemoryEmulatorHttpClient, ReplicationConfig, VirtualAccountConfig, VirtualRegion,
};

use crate::StartError;

/// An account of one region, as Cosmos sets up the smallest one.
#[derive(Clone)]
pub(crate) struct Account {
    emulator: Arc<InMemoryEmulatorHttpClient>,
    base: String,
}

/// What the emulator said.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Account {
    /// An empty account at `base`, which clients are sent to after they have read it: scheme, host and port.
    pub(crate) fn new(base: String) -> Result<Self, StartError> {
        let refused = |error: &dyn std::fmt::Display| StartError::Emulator(error.to_string());
        let url = base.parse().map_err(|error| refused(&error))?;
        let settings = VirtualAccountConfig::new(vec![VirtualRegion::new("East US", url)])
            .map_err(|error| refused(&error))?
            .with_consistency(ConsistencyLevel::Session)
            .with_replication_config(ReplicationConfig::immediate())
            .with_throttling_enabled(false);
        let emulator = InMemoryEmulatorHttpClient::try_new(settings).map_err(|error| refused(&error))?;
        Ok(Self { emulator: Arc::new(emulator), base })
    }

    /// One request; the error is a sentence.
    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: Vec<u8>,
    ) -> Result<Answer, String> {
        let url = format!("{}{path}", self.base).parse().map_err(|error| format!("{path}: {error}"))?;
        let method: Method = method.parse().map_err(|error| format!("{method}: {error}"))?;
        let mut request = Request::new(url, method);
        for (name, value) in headers {
            request.headers_mut().insert(HeaderName::from(name.clone()), HeaderValue::from(value.clone()));
        }
        request.set_body(body);
        let answer = self.emulator.execute_request(&request).await.map_err(|error| error.to_string())?;
        let answer = answer.try_into_raw_response().await.map_err(|error| error.to_string())?;
        Ok(Answer {
            status: u16::from(answer.status()),
            headers: answer
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_str().to_owned()))
                .collect(),
            body: answer.body().as_ref().to_vec(),
        })
    }
}
