//! The look-up of the connection itself: what it does not admit is not connected to.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::client::EgressError;
use super::target::{Reach, Refusal};
use crate::dns::Resolver;

/// Resolves names for the client.
pub(super) struct Guard {
    pub(super) resolver: Arc<dyn Resolver>,
    pub(super) reach: Reach,
}

impl Guard {
    /// The addresses of a name: all of them may be called, or none is.
    pub(super) async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, EgressError> {
        let addresses = self.resolver.addresses(name).await.map_err(|_| EgressError::Silent)?;
        if addresses.is_empty() {
            return Err(EgressError::Unknown);
        }
        if addresses.iter().all(|address| self.reach.admits(*address)) {
            Ok(addresses)
        } else {
            Err(EgressError::Refused(Refusal::Inner))
        }
    }
}

/// What the client is given.
pub(super) struct Guarded(pub(super) Arc<Guard>);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let addresses = guard.addresses(name.as_str()).await?;
            // Port 0 stands for the one of the address that is called.
            let sockets = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}
