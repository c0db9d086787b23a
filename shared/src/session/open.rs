//! Opening a session.

use jiff::{SignedDuration, Timestamp};

use super::claims::{Act, PARTY};
use super::{Claims, KeyRing, Person};
use crate::account::{Impersonation, SessionEntry, User};
use crate::app::App;
use crate::clock::{Clock, Entropy};
use crate::id::SessionId;
use crate::problem::Problem;
use crate::tenant::Tenant;

/// How long a session lasts at most; a tenant's settings may say less.
pub const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// How long a member of staff may act in somebody's name.
pub const IMPERSONATION: SignedDuration = SignedDuration::from_mins(30);
/// Open sessions a person may have; the oldest makes room.
const MOST: usize = 20;

/// A new session: the account with it, and the token for the cookie.
pub struct Opened {
    /// The account with the session added; the caller keeps it.
    pub user: User,
    /// The signed token.
    pub token: String,
    /// When the session ends.
    pub expires_at: Timestamp,
}

/// Adds a session to the account and signs its token.
pub fn open(
    keys: &KeyRing,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    tenant: &Tenant,
    user: &User,
    device: String,
    address: Option<String>,
) -> Result<Opened, Problem> {
    let now = clock.now();
    let entry = SessionEntry {
        id: SessionId::mint(clock, entropy),
        device,
        address,
        created_at: now,
        last_seen_at: now,
        expires_at: now + tenant.settings.session_life(),
        by: None,
    };
    enter(keys, tenant, user, entry, None, now)
}

/// Adds a session of a member of staff to the account of somebody whom they act for; it ends after
/// [`IMPERSONATION`], and with the session that it comes from. The person's own figures of signing in stay as they
/// are.
pub fn impersonate(
    app: &App,
    staff: &Person,
    user: &User,
    (reason, write): (String, bool),
    device: String,
) -> Result<Opened, Problem> {
    let now = app.clock.now();
    let own = staff.session().ok_or(Problem::Unauthorized)?;
    let entry = SessionEntry {
        id: SessionId::mint(&*app.clock, &*app.entropy),
        device,
        address: staff.address.clone(),
        created_at: now,
        last_seen_at: now,
        expires_at: (now + IMPERSONATION).min(own.expires_at),
        by: Some(Impersonation {
            id: staff.user().id.clone(),
            name: staff.user().name.clone(),
            reason,
            write,
        }),
    };
    let act = Act { sub: staff.user().id.clone(), sid: own.id.clone(), epoch: staff.user().epoch, write };
    enter(&app.keys, &staff.tenant, user, entry, Some(act), now)
}

fn enter(
    keys: &KeyRing,
    tenant: &Tenant,
    user: &User,
    entry: SessionEntry,
    act: Option<Act>,
    now: Timestamp,
) -> Result<Opened, Problem> {
    let expires_at = entry.expires_at;
    let claims = Claims {
        sub: user.id.clone(),
        tid: tenant.tenant_id.clone(),
        tenant: tenant.slug.clone(),
        company: user.company.as_ref().map(|company| company.id.clone()),
        role: user.role,
        org_type: tenant.org_type,
        sid: entry.id.clone(),
        epoch: user.epoch,
        act,
        iat: now.as_second(),
        exp: expires_at.as_second(),
        iss: PARTY.to_owned(),
        aud: PARTY.to_owned(),
    };
    let token = keys.sign(&claims)?;
    let mut user = user.clone();
    user.sessions.retain(|session| session.expires_at > now);
    if user.sessions.len() >= MOST {
        user.sessions.drain(..=user.sessions.len() - MOST);
    }
    user.sessions.push(entry);
    Ok(Opened { user, token, expires_at })
}
