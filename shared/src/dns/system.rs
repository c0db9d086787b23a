//! The machine's own resolver configuration, asked by `hickory-resolver`.

use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{RData, RecordType};
use tokio::sync::OnceCell;

use super::{DnsError, Resolver};

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(8);

/// The production's resolver; made when it is first asked.
#[derive(Default)]
pub struct SystemResolver(OnceCell<TokioResolver>);

impl SystemResolver {
    async fn ask(&self, name: &str, kind: RecordType) -> Result<Vec<RData>, DnsError> {
        let resolver = self
            .0
            .get_or_try_init(|| async { TokioResolver::builder_tokio()?.build() })
            .await
            .map_err(|error: NetError| DnsError(error.to_string()))?;
        // The point at the end keeps the machine's own search domains out of it.
        let asked = resolver.lookup(format!("{}.", name.trim_end_matches('.')), kind);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(found)) => Ok(found.answers().iter().map(|record| record.data.clone()).collect()),
            Ok(Err(error)) if error.is_no_records_found() || error.is_nx_domain() => Ok(Vec::new()),
            Ok(Err(error)) => Err(DnsError(error.to_string())),
            Err(_) => Err(DnsError("no answer in time".to_owned())),
        }
    }
}

#[async_trait]
impl Resolver for SystemResolver {
    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let texts = self.ask(name, RecordType::TXT).await?.into_iter().filter_map(|data| match data {
            RData::TXT(txt) => Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()),
            _ => None,
        });
        Ok(texts.collect())
    }

    async fn cname(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let names = self.ask(name, RecordType::CNAME).await?.into_iter().filter_map(|data| match data {
            RData::CNAME(cname) => Some(cname.0.to_ascii().trim_end_matches('.').to_lowercase()),
            _ => None,
        });
        Ok(names.collect())
    }

    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, DnsError> {
        let (four, six) =
            futures::try_join!(self.ask(name, RecordType::A), self.ask(name, RecordType::AAAA))?;
        let addresses = four.into_iter().chain(six).filter_map(|data| match data {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        });
        Ok(addresses.collect())
    }
}
