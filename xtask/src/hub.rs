//! The Hub, as a developer's machine plays it: the secrets that it shares with the portal, and the links that it makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::{Args, ValueEnum};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::failure::{Doing, Failure, Outcome};
use crate::run::{Demo, data_folder};
use crate::seed::first_company;
use crate::{private, progress};

/// What Hub and portal share on this machine; kept in `hub.json` of the data folder.
#[derive(Serialize, Deserialize)]
pub(crate) struct Secrets {
    /// `PORTAL_CLIENT_SSO_SECRET`
    pub(crate) client: String,
    /// `PORTAL_HUB_SSO_SECRET`
    pub(crate) staff: String,
}

impl Secrets {
    /// Those of the data folder, made when first asked for.
    pub(crate) fn of(folder: &Path) -> Outcome<Self> {
        let path = folder.join("hub.json");
        if let Ok(text) = fs::read_to_string(&path) {
            return serde_json::from_str(&text).doing("Reading hub.json");
        }
        let made = Self { client: random()?, staff: random()? };
        let text = serde_json::to_string_pretty(&made).doing("Writing hub.json")?;
        private::folder(folder)
            .and_then(|()| private::write(&path, &(text + "\n")))
            .doing("Writing hub.json")?;
        Ok(made)
    }
}

/// What a person may be in the Hub's organisation.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OrgRole {
    Owner,
    Admin,
    Member,
    Viewer,
}

/// What a client may read.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Access {
    Own,
    Company,
    CompanyAdmin,
}

/// Whom the link lets in.
#[derive(Args)]
pub(crate) struct Options {
    /// A member of staff instead of a client
    #[arg(long)]
    staff: bool,
    /// The email; without it somebody whom the portal has never seen
    #[arg(long)]
    email: Option<String>,
    /// The person's id in the Hub; the same id is the same person
    #[arg(long)]
    sub: Option<String>,
    /// Staff: the role in the organisation
    #[arg(long, value_enum, default_value = "member")]
    role: OrgRole,
    /// Client: which tickets, and whether the team is theirs
    #[arg(long, value_enum, default_value = "own")]
    access: Access,
    /// Client: the company, by its id here or in the PSA; without it the first of the demonstration
    #[arg(long)]
    client: Option<String>,
    /// The tenant
    #[arg(long, default_value = "demo-msp")]
    tenant: String,
    /// The data folder of the running portal instead of .local
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Prints a link that works once, for about a minute.
pub(crate) fn run(options: &Options) -> Outcome {
    let folder = data_folder(options.data.as_deref())?;
    let demo = Demo::read(&folder)?;
    let tenant = demo.tenants.iter().find(|tenant| tenant.slug == options.tenant);
    let tenant = tenant.ok_or_else(|| {
        Failure::new(format!("The running portal has no tenant {} with demonstration data.", options.tenant))
    })?;
    let secrets = Secrets::of(&folder)?;
    let now = seconds()?;
    let jti = random()?;
    let person = options.sub.clone().unwrap_or_else(|| format!("hub-{}", &jti[..8]));
    let email = options.email.clone().unwrap_or_else(|| format!("{person}@hub.example"));
    let (path, claims, secret) = if options.staff {
        let role = name(&options.role);
        let claims = json!({
            "sub": person, "email": email, "firstName": "Sam", "lastName": "Hub", "tenantId": tenant.tenant_id,
            "tenantSlug": tenant.slug, "tenantName": tenant.slug, "orgRole": role, "org_type": tenant.org_type,
            "jti": jti, "iat": now, "exp": now + 60,
        });
        ("hub-sso", claims, secrets.staff)
    } else {
        let client = match &options.client {
            Some(client) => client.clone(),
            None => first_company(&demo.address, tenant)?,
        };
        let access = name(&options.access).replace('-', "_");
        let claims = json!({
            "sub": person, "email": email, "tenant_id": tenant.tenant_id, "tenant_slug": tenant.slug,
            "client_id": client, "access_level": access, "psa_contact_id": null, "context": "client_portal",
            "jti": jti, "iat": now, "exp": now + 70,
        });
        ("client-hub-sso", claims, secrets.client)
    };
    let token = signed(&claims, &secret)?;
    progress::say(&format!("{}/api/auth/{path}?token={token}", demo.address));
    Ok(())
}

fn name(word: &impl ValueEnum) -> String {
    word.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn signed(claims: &Value, secret: &str) -> Outcome<String> {
    let header = json!({ "typ": "JWT", "alg": "HS256" });
    let body = [&header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|_| Failure::new("The token cannot be signed."))?;
    mac.update(body.as_bytes());
    Ok(format!("{body}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())))
}

#[expect(clippy::disallowed_methods, reason = "a developer's command stands outside of the portal")]
fn random() -> Outcome<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::new(format!("No random bytes: {error}.")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "a developer's command stands outside of the portal")]
fn seconds() -> Outcome<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Ok(since.map_err(|_| Failure::new("The clock stands before 1970."))?.as_secs())
}
