//! Finding what a presented token opens.

use std::sync::Arc;

use subtle::ConstantTimeEq;

use super::recipe::Presented;
use super::{OneTimeToken, Purpose};
use crate::account::{Look, User};
use crate::app::App;
use crate::problem::Problem;
use crate::store::{Batch, Stored};
use crate::tenant::{Scope, Tenant};

/// Why a link that was once given out does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its time is over.
    Expired,
    /// It was used.
    Used,
    /// A newer one took its place.
    Replaced,
}

/// A link and whom it is for.
pub struct Live {
    /// The tenant's data.
    pub scope: Scope,
    /// The tenant.
    pub tenant: Arc<Tenant>,
    /// Whom it lets in.
    pub user: Stored<User>,
    /// What the portal is called.
    pub portal_name: String,
    record: Stored<OneTimeToken>,
}

impl Live {
    /// Uses the link up: of two batches that do, one fails.
    pub fn use_up(&self, batch: &mut Batch<'_>) {
        let used = OneTimeToken { used_at: Some(batch.now()), ..self.record.value.clone() };
        let until = used.kept_until();
        batch.replace_until(&self.record, &used, Some(until));
    }

    /// The link as stored.
    #[must_use]
    pub fn record(&self) -> &Stored<OneTimeToken> {
        &self.record
    }
}

/// What was found. The second and third know whose link it is: the bearer holds, or held, a real one.
pub enum LookUp {
    /// Nothing that was ever given out, or so long ago that nobody remembers.
    Unknown,
    /// A link that worked once.
    Ended(Ended, Box<Live>),
    /// A link that works.
    Live(Box<Live>),
}

/// Looks a token of that purpose up. One round trip.
pub async fn look_up(app: &App, purpose: Purpose, token: &str) -> Result<LookUp, Problem> {
    find(app, purpose, None, token).await
}

/// As [`look_up`], for a token about one object.
pub async fn look_up_about(
    app: &App,
    purpose: Purpose,
    object: &str,
    token: &str,
) -> Result<LookUp, Problem> {
    find(app, purpose, Some(object), token).await
}

async fn find(app: &App, purpose: Purpose, about: Option<&str>, token: &str) -> Result<LookUp, Problem> {
    let Some(presented) = Presented::read(token) else { return Ok(LookUp::Unknown) };
    let Some((scope, tenant)) = app.directory.scope(&presented.tenant).await? else {
        return Ok(LookUp::Unknown);
    };
    let id = OneTimeToken::id_about(purpose, &presented.user, about);
    let ids = [id.clone(), presented.user.to_string(), Look::ID.to_owned()];
    let mut found = app.store.read(&scope, &ids).await?;
    let Some(record) = found.take::<OneTimeToken>(&id)? else { return Ok(LookUp::Unknown) };
    let Some(user) = found.take::<User>(presented.user.as_str())? else { return Ok(LookUp::Unknown) };
    let portal_name =
        found.take::<Look>(Look::ID)?.map_or_else(|| tenant.name.clone(), |look| look.value.portal_name);
    let same = |hash: &str| bool::from(hash.as_bytes().ct_eq(presented.hash.as_bytes()));
    let (current, replaced) = (same(&record.value.hash), record.value.replaced.iter().any(|hash| same(hash)));
    let now = app.clock.now();
    let ended = match &record.value {
        _ if !current && !replaced => return Ok(LookUp::Unknown),
        _ if replaced => Some(Ended::Replaced),
        record if record.used_at.is_some() => Some(Ended::Used),
        record if !record.works(now) => Some(Ended::Expired),
        _ => None,
    };
    let live = Box::new(Live { scope, tenant, user, portal_name, record });
    Ok(match ended {
        Some(why) => LookUp::Ended(why, live),
        None => LookUp::Live(live),
    })
}
