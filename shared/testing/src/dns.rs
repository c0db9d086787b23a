//! A domain name system that knows what a test told it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use shared::dns::{DnsError, Resolver};

/// Knows no name until it is told; can be silent.
#[derive(Debug, Default)]
pub struct TestDns(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    silent: bool,
    texts: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, String>,
    addresses: BTreeMap<String, Vec<IpAddr>>,
}

impl TestDns {
    fn with<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the TXT record of a name; none where `text` is empty.
    pub fn set_txt(&self, name: &str, text: &str) {
        let texts = if text.is_empty() { vec![] } else { vec!["v=spf1 -all".to_owned(), text.to_owned()] };
        self.with(|known| known.texts.insert(name.to_owned(), texts));
    }

    /// Leads a name to another.
    pub fn set_cname(&self, name: &str, target: &str) {
        self.with(|known| known.names.insert(name.to_owned(), target.to_owned()));
    }

    /// Gives a name addresses.
    pub fn set_addresses(&self, name: &str, addresses: &[IpAddr]) {
        self.with(|known| known.addresses.insert(name.to_owned(), addresses.to_vec()));
    }

    /// Answers nobody any more, or everybody again.
    pub fn set_silent(&self, silent: bool) {
        self.with(|known| known.silent = silent);
    }

    fn read<T>(&self, read: impl FnOnce(&Known) -> Option<T>) -> Result<Option<T>, DnsError> {
        self.with(|known| if known.silent { Err(DnsError("silent".into())) } else { Ok(read(known)) })
    }
}

#[async_trait]
impl Resolver for TestDns {
    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        Ok(self.read(|known| known.texts.get(name).cloned())?.unwrap_or_default())
    }

    async fn cname(&self, name: &str) -> Result<Vec<String>, DnsError> {
        Ok(self.read(|known| known.names.get(name).cloned())?.into_iter().collect())
    }

    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, DnsError> {
        Ok(self.read(|known| known.addresses.get(name).cloned())?.unwrap_or_default())
    }
}
