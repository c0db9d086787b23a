//! The domain name system, as far as the portal asks it: what proves and leads a custom domain.

mod system;

use std::net::IpAddr;

use async_trait::async_trait;

pub use system::SystemResolver;

/// The answer did not come: nothing is known. A name without records is an empty answer, not this.
#[derive(Debug, thiserror::Error)]
#[error("the domain name system does not answer: {0}")]
pub struct DnsError(pub String);

/// Asks the domain name system.
#[async_trait]
pub trait Resolver: Send + Sync + 'static {
    /// The texts of a name's TXT records.
    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError>;

    /// The names that a name's CNAME record leads to, in small letters and without a point at the end.
    async fn cname(&self, name: &str) -> Result<Vec<String>, DnsError>;

    /// The addresses of a name.
    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, DnsError>;
}
