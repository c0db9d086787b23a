//! What signs callbacks: a secret of each key that pushes what is called back about, told once with the key and kept
//! sealed.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};

use super::store::{KeyError, list, read, replace};
use super::{KeyOwner, KeyScope, ServiceKeyRecord};
use crate::app::App;
use crate::callback::secret_bytes;
use crate::problem::Problem;
use crate::sealed::Sealed;
use crate::store::StoreError;
use crate::tenant::Scope;

/// Bytes of a secret.
const BYTES: usize = 32;

/// A new secret, and as it is kept in the key's document.
pub(super) fn make(app: &App, document: &str) -> Result<(SecretString, Sealed), KeyError> {
    let mut bytes = [0_u8; BYTES];
    app.entropy.fill(&mut bytes);
    let secret = SecretString::from(format!("whsec_{}", STANDARD.encode(bytes)));
    let sealed = Sealed::seal(&app.keys, &*app.entropy, document, &secret).ok_or(KeyError::Unsealed)?;
    Ok((secret, sealed))
}

/// The secrets of all keys of an owner that hold and push policies, oldest first: each callback carries a signature of
/// every one, so that a new key takes the place of an old one without a gap.
pub async fn callback_secrets(
    app: &App,
    scope: &Scope,
    installation: bool,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let keys = list(app, (!installation).then_some(scope)).await?;
    let holding =
        keys.iter().filter(|key| key.revoked_at.is_none() && key.scopes.contains(&KeyScope::Signing));
    let open = |key: &ServiceKeyRecord| {
        let secret = key.callback.as_ref()?.open(&app.keys, &key.document);
        if secret.is_none() {
            tracing::error!(key = key.id, "the secret of a key cannot be opened: its session key is gone");
        }
        secret_bytes(secret?.expose_secret())
    };
    Ok(holding.filter_map(open).collect())
}

/// Seals anew what was sealed under a session key that is no longer the first; how many. From then on that session key
/// may go. Safe to run twice at once and to be killed anywhere.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn reseal(app: &App) -> Result<u64, Problem> {
    let mut done = reseal_of(app, &KeyOwner::Installation, None).await?;
    for tenant in app.directory.list().await? {
        if let Some((scope, _)) = app.directory.scope(&tenant.slug).await? {
            done += reseal_of(app, &KeyOwner::Tenant(tenant.slug), Some(&scope)).await?;
        }
    }
    Ok(done)
}

async fn reseal_of(app: &App, owner: &KeyOwner, scope: Option<&Scope>) -> Result<u64, Problem> {
    let mut done = 0;
    let old =
        |key: &ServiceKeyRecord| key.callback.as_ref().is_some_and(|sealed| !sealed.is_current(&app.keys));
    for key in list(app, scope).await?.into_iter().filter(old) {
        let Some(stored) = read(app, owner, &key.id).await? else { continue };
        let mut after = stored.value.clone();
        let secret = after.callback.as_ref().and_then(|sealed| sealed.open(&app.keys, &after.document));
        let Some(secret) = secret else {
            tracing::error!(key = key.id, "the secret of a key cannot be opened: its session key is gone");
            continue;
        };
        after.callback = Sealed::seal(&app.keys, &*app.entropy, &after.document, &secret);
        match replace(app, owner, &stored, &after).await {
            Ok(()) => done += 1,
            // Somebody called with it, or revoked it, at the same moment.
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(done)
}
