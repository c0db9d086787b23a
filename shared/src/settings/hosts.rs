//! The hosts that an installation uses.

use secrecy::ExposeSecret as _;

use super::{Proxy, Settings, SettingsError, web, wrong};

impl Settings {
    /// The host of the portal's own origin, with its port where it has one.
    #[must_use]
    pub fn origin_host(&self) -> &str {
        host_of(&self.origin)
    }

    /// Where browsers are sent for uploaded files: Blob Storage where it is set, else the files' origin.
    #[must_use]
    pub fn links_origin(&self) -> String {
        let blob = self.blob.as_ref().and_then(|blob| url::Url::parse(&blob.endpoint).ok());
        blob.map_or_else(|| self.files_origin.clone(), |endpoint| endpoint.origin().ascii_serialization())
    }

    /// True on one machine where portal and files are `localhost` and `127.0.0.1` with the same port: two names of one
    /// server, so that each can serve the files of the other's pages.
    #[must_use]
    pub fn has_twin_hosts(&self) -> bool {
        let (own, files) = (host_of(&self.origin), host_of(&self.files_origin));
        let port = own.strip_prefix("localhost").filter(|port| port.is_empty() || port.starts_with(':'));
        self.blob.is_none()
            && self.proxy == Proxy::None
            && port.is_some()
            && port == files.strip_prefix("127.0.0.1")
    }

    /// The hosts that pages of this installation are at, without ports: the portal's, the files' and the Hub's.
    #[must_use]
    pub fn own_hosts(&self) -> Vec<String> {
        let origins = [Some(self.origin.clone()), Some(self.files_origin.clone()), Some(self.links_origin())];
        let parsed = |origin: String| url::Url::parse(&origin).ok();
        let all = origins.into_iter().chain([self.hub_origin.clone()]).flatten().filter_map(parsed);
        all.filter_map(|origin| origin.host_str().map(str::to_owned)).collect()
    }

    /// Every host that this installation uses, those of its services too: no tenant may get one of them as its address.
    #[must_use]
    pub fn all_hosts(&self) -> Vec<String> {
        let services = [
            self.cosmos.as_ref().map(|cosmos| cosmos.endpoint.clone()),
            self.mail.as_ref().map(|mail| mail.url.expose_secret().to_owned()),
            self.mail
                .as_ref()
                .and_then(|mail| mail.from.rsplit_once('@'))
                .map(|(_, host)| format!("smtp://{host}")),
        ];
        let services = services.into_iter().flatten().filter_map(|service| url::Url::parse(&service).ok());
        let services = services.filter_map(|service| service.host_str().map(str::to_ascii_lowercase));
        services.chain(self.own_hosts()).collect()
    }

    /// Refuses files on the portal's own host. Ports do not tell hosts apart: a browser sends a host's cookies to all of
    /// its ports.
    pub(super) fn keep_files_apart(&self) -> Result<(), SettingsError> {
        let own = web::host_name(&self.origin);
        let sentence =
            "uploaded files must be served from another host than the portal; another port is not enough.";
        if own == web::host_name(&self.files_origin) {
            return Err(wrong("PORTAL_FILES_ORIGIN", sentence));
        }
        if self.blob.as_ref().is_some_and(|blob| own == web::host_name(&blob.endpoint)) {
            return Err(wrong("BLOB_ENDPOINT", sentence));
        }
        Ok(())
    }

    /// The host of the files' origin, with its port where it has one.
    #[must_use]
    pub fn files_host(&self) -> &str {
        host_of(&self.files_origin)
    }
}

/// What stands behind `://`.
pub(super) fn host_of(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}
