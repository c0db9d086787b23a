//! A domain name system that says something else each time.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use shared::dns::{DnsError, Resolver};

enum Says {
    InTurn(Vec<Vec<IpAddr>>),
    Nothing,
    Never,
}

/// Counts how often it is asked for addresses.
pub struct Names {
    says: Says,
    pub asked: AtomicUsize,
}

impl Names {
    fn new(says: Says) -> Arc<Self> {
        Arc::new(Self { says, asked: AtomicUsize::new(0) })
    }

    /// The same addresses each time.
    pub fn always(addresses: &[&str]) -> Arc<Self> {
        Self::in_turn(&[addresses])
    }

    /// These, then those; the last for ever.
    pub fn in_turn(turns: &[&[&str]]) -> Arc<Self> {
        let read = |turn: &&[&str]| turn.iter().map(|address| address.parse().unwrap()).collect();
        Self::new(Says::InTurn(turns.iter().map(read).collect()))
    }

    /// Fails at once.
    pub fn silent() -> Arc<Self> {
        Self::new(Says::Nothing)
    }

    /// Never answers.
    pub fn endless() -> Arc<Self> {
        Self::new(Says::Never)
    }
}

#[async_trait]
impl Resolver for Names {
    async fn txt(&self, _: &str) -> Result<Vec<String>, DnsError> {
        Ok(Vec::new())
    }

    async fn cname(&self, _: &str) -> Result<Vec<String>, DnsError> {
        Ok(Vec::new())
    }

    async fn addresses(&self, _: &str) -> Result<Vec<IpAddr>, DnsError> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        match &self.says {
            Says::InTurn(turns) => Ok(turns[turn.min(turns.len() - 1)].clone()),
            Says::Nothing => Err(DnsError("silent".into())),
            Says::Never => std::future::pending().await,
        }
    }
}
