//! Which tenant a visitor means: custom domain, subdomain, `?tenant=`.

use std::sync::Arc;

use axum::http::HeaderMap;
use shared::app::App;
use shared::http::public_host;
use shared::problem::Problem;
use shared::session::cookie_value;
use shared::tenant::TenantSlug;

use crate::public::{Public, public};

/// The branding of the portal that a page belongs to: by the host asked for, by `?tenant=`, by the session that the
/// visitor has. The session's token alone is looked at; whether it still holds is for the page's requests to find out.
pub async fn resolve(
    app: &App,
    headers: &HeaderMap,
    tenant: Option<&str>,
) -> Result<Option<Arc<Public>>, Problem> {
    if let Some(found) = by_host(app, headers).await? {
        return Ok(Some(found));
    }
    let session =
        || cookie_value(headers, &app.settings).and_then(|token| app.keys.verify(token, app.clock.now()));
    match tenant {
        Some(text) => by_slug(app, text).await,
        None => match session() {
            Some(claims) => public(app, &claims.tenant).await,
            None => Ok(None),
        },
    }
}

/// The branding of that slug; text that can be no slug names none.
pub(crate) async fn by_slug(app: &App, text: &str) -> Result<Option<Arc<Public>>, Problem> {
    match TenantSlug::parse(text) {
        Ok(slug) => public(app, &slug).await,
        Err(_) => Ok(None),
    }
}

/// The branding that the host asked for leads to.
pub(crate) async fn by_host(app: &App, headers: &HeaderMap) -> Result<Option<Arc<Public>>, Problem> {
    let Some(host) = public_host(headers, &app.settings) else { return Ok(None) };
    if host == app.settings.origin_host() {
        return Ok(None);
    }
    let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name).trim_end_matches('.');
    if let Some(label) = app.settings.base_domain.as_deref().and_then(|base| name.strip_suffix(base)) {
        // Directly under the base domain or nowhere: `a.b.base` is nobody's.
        return match label.strip_suffix('.') {
            Some(label) => by_slug(app, label).await,
            None => Ok(None),
        };
    }
    let is_name = name.contains('.')
        && name.len() <= 190
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !is_name {
        return Ok(None);
    }
    match app.directory.host(name).await? {
        Some(slug) => public(app, &slug).await,
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::http::{HeaderValue, header};
    use shared::settings::Settings;
    use shared_testing::{TestApp, Who};

    use super::*;

    async fn found(app: &App, host: &str, tenant: Option<&str>, token: Option<&str>) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
        if let Some(token) = token {
            headers.insert(
                header::COOKIE,
                HeaderValue::from_str(&format!("__Host-portal_session={token}")).unwrap(),
            );
        }
        let found = resolve(app, &headers, tenant).await.unwrap();
        found.map(|public| public.view.tenant.to_string())
    }

    async fn on_the_web() -> (TestApp, App) {
        let test = crate::testing::app().await;
        let settings = [
            ("PORTAL_ORIGIN".to_owned(), "https://app.portal.example".to_owned()),
            ("PORTAL_BASE_DOMAIN".to_owned(), "portal.example".to_owned()),
        ];
        let app = App { settings: Arc::new(Settings::read(settings).unwrap()), ..test.state.clone() };
        app.directory.claim_host("help.acme.example", &TenantSlug::parse("acme").unwrap()).await.unwrap();
        (test, app)
    }

    #[tokio::test]
    async fn domain_then_subdomain_then_parameter_then_session() {
        let (test, app) = on_the_web().await;
        let token = test.token(Who::ForeignUser);
        for (host, tenant, token, expected) in [
            ("help.acme.example", None, None, Some("acme")),
            ("HELP.acme.example.:443", Some("globex"), None, Some("acme")),
            ("globex.portal.example", Some("acme"), None, Some("globex")),
            ("app.portal.example", Some("acme"), Some(token), Some("acme")),
            ("app.portal.example", None, Some(token), Some("globex")),
            ("app.portal.example", None, Some("forged"), None),
            ("app.portal.example", None, None, None),
        ] {
            assert_eq!(found(&app, host, tenant, token).await.as_deref(), expected, "{host} {tenant:?}");
        }
    }

    #[tokio::test]
    async fn a_host_that_leads_nowhere_shows_nobody() {
        let (_, app) = on_the_web().await;
        for host in [
            "a.globex.portal.example",
            "portal.example",
            "evilportal.example",
            "nobody.portal.example",
            "127.0.0.1:7071",
            "[::1]:7071",
            "tenant.acme",
            "host.help.acme.example",
            "..",
            "x",
            "www.portal.example",
        ] {
            assert_eq!(found(&app, host, None, None).await, None, "{host}");
        }
        for tenant in ["", "..", "ACME", "acme ", "acme/../globex", "nobody", "a\u{0}b"] {
            assert_eq!(found(&app, "app.portal.example", Some(tenant), None).await, None, "{tenant:?}");
        }
    }

    #[tokio::test]
    async fn sec_03_no_header_chooses_a_tenant() {
        let (_, app) = on_the_web().await;
        for name in
            ["x-tenant", "x-forwarded-host", "x-original-host", "forwarded", "x-tenant-slug", "x-host"]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("app.portal.example"));
            headers.insert(name, HeaderValue::from_static("globex.portal.example"));
            assert!(resolve(&app, &headers, None).await.unwrap().is_none(), "{name}");
        }
    }
}
