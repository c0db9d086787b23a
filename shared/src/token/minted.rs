//! Making a link.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::recipe::hash;
use super::{OneTimeToken, Purpose, Recipe};
use crate::app::App;
use crate::id::UserId;
use crate::problem::Problem;
use crate::store::{Batch, StoreError, Stored};
use crate::tenant::Scope;

/// Links whose place was taken that are remembered: enough for everybody who searches an old mail.
const REMEMBERED: usize = 20;
/// Links of one purpose that a person can be sent within [`SPAN`].
const MOST: usize = 5;
const SPAN: SignedDuration = SignedDuration::from_hours(1);

/// A new link, to be kept in the batch of what it is for.
pub struct Minted {
    record: OneTimeToken,
    before: Option<Stored<OneTimeToken>>,
}

impl Minted {
    /// A person's first link of that purpose.
    pub fn first(app: &App, scope: &Scope, purpose: Purpose, user: &UserId) -> Result<Self, Problem> {
        Self::make(app, scope, purpose, user, None)
    }

    /// A person's first link of that purpose about one object.
    pub fn about(
        app: &App,
        scope: &Scope,
        purpose: Purpose,
        user: &UserId,
        object: &str,
    ) -> Result<Self, Problem> {
        Self::with(app, scope, Recipe::new(purpose, user, Some(object), &app.keys, &*app.entropy), None)
    }

    /// A link that takes the place of the one before, where there is one. One round trip.
    pub async fn next(app: &App, scope: &Scope, purpose: Purpose, user: &UserId) -> Result<Self, Problem> {
        let before = Self::kept(app, scope, purpose, user).await?;
        Self::make(app, scope, purpose, user, before)
    }

    /// Like [`Minted::next`], for a link that somebody requested and that is emailed. One round trip.
    ///
    /// Errors: 429 if the person was sent too many links within the last hour.
    pub async fn again(app: &App, scope: &Scope, purpose: Purpose, user: &UserId) -> Result<Self, Problem> {
        let link = Self::next(app, scope, purpose, user).await?;
        let made = &link.record.made;
        let Some(first) = made.first().filter(|_| made.len() > MOST) else { return Ok(link) };
        let wait = (*first + SPAN).duration_since(app.clock.now());
        Err(Problem::RateLimited {
            retry_after: Duration::try_from(wait).unwrap_or_default().max(Duration::from_secs(1)),
            detail: "This person was sent five links within the last hour. Try again later.".into(),
        })
    }

    /// The person's link as stored, also one that has long ended.
    pub async fn kept(
        app: &App,
        scope: &Scope,
        purpose: Purpose,
        user: &UserId,
    ) -> Result<Option<Stored<OneTimeToken>>, StoreError> {
        app.store.peek(scope, &OneTimeToken::id_of(purpose, user)).await
    }

    /// As [`Minted::next`], where what is stored has been read already.
    pub fn make(
        app: &App,
        scope: &Scope,
        purpose: Purpose,
        user: &UserId,
        before: Option<Stored<OneTimeToken>>,
    ) -> Result<Self, Problem> {
        Self::with(app, scope, Recipe::new(purpose, user, None, &app.keys, &*app.entropy), before)
    }

    fn with(
        app: &App,
        scope: &Scope,
        recipe: Recipe,
        before: Option<Stored<OneTimeToken>>,
    ) -> Result<Self, Problem> {
        let secret = recipe
            .secret(&app.keys, scope.tenant())
            .ok_or_else(|| Problem::internal("the ring lacks the key that it signs with"))?;
        let mut replaced = before.as_ref().map_or_else(Vec::new, |before| {
            let mut replaced = before.value.replaced.clone();
            replaced.push(before.value.hash.clone());
            replaced
        });
        replaced.drain(..replaced.len().saturating_sub(REMEMBERED));
        let now = app.clock.now();
        let before_it = before.as_ref().map_or(&[][..], |before| &before.value.made);
        let made = before_it.iter().copied().filter(|at| now < *at + SPAN).chain([now]).collect();
        let record = OneTimeToken {
            id: OneTimeToken::id_about(recipe.purpose, &recipe.user, recipe.about.as_deref()),
            hash: hash(&secret),
            ends_at: now + recipe.purpose.life(),
            recipe,
            used_at: None,
            replaced,
            made,
        };
        Ok(Self { record, before })
    }

    /// What the mail is written from.
    #[must_use]
    pub fn recipe(&self) -> &Recipe {
        &self.record.recipe
    }

    /// From when on the link does not work.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.record.ends_at
    }

    /// True where it takes the place of a link that was there before.
    #[must_use]
    pub fn is_another(&self) -> bool {
        self.before.is_some()
    }

    /// Keeps it. Of two links that are made for one person at once, one batch fails.
    pub fn add_to(&self, batch: &mut Batch<'_>) {
        let until = self.record.kept_until();
        match &self.before {
            Some(before) => batch.replace_until(before, &self.record, Some(until)),
            None => batch.create_until(&self.record, until),
        };
    }
}
