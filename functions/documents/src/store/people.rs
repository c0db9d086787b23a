//! Those who must sign, and what they did.

use shared::account::{USER, User};
use shared::app::App;
use shared::id::{CompanyId, PolicyId};
use shared::problem::Problem;
use shared::store::{Document, Query, Stored};
use shared::tenant::Scope;

use crate::compliance::Asked;
use crate::model::{POLICY, Policy, PolicyState, Published, SIGNATURE, Signature, Signers};

/// Documents read at once.
const PAGE: u32 = 1_000;

/// All documents of a query.
pub(super) async fn all<T: Document>(app: &App, scope: &Scope, query: Query) -> Result<Vec<T>, Problem> {
    Ok(stored(app, scope, query).await?.into_iter().map(|stored| stored.value).collect())
}

/// All documents of a query, to be changed.
pub(super) async fn stored<T: Document>(
    app: &App,
    scope: &Scope,
    query: Query,
) -> Result<Vec<Stored<T>>, Problem> {
    let (mut found, mut query) = (Vec::new(), Some(query.limit(PAGE)));
    while let Some(asked) = query {
        let page = app.store.query::<T>(scope, asked.clone()).await?;
        found.extend(page.items);
        query = page.next.map(|next| asked.after(Some(next)));
    }
    Ok(found)
}

/// The people who may have to sign, by name: of one company, or of all. The roster decides who of them must.
pub(crate) async fn clients(
    app: &App,
    scope: &Scope,
    published: Option<&Published>,
    company: Option<&CompanyId>,
) -> Result<Vec<User>, Problem> {
    if let Some(published) = published.filter(|published| published.reach.signers == Signers::People) {
        let people = published.reach.people.iter();
        let chosen = people.filter(|one| company.is_none_or(|company| one.company == *company));
        let ids: Vec<String> = chosen.map(|one| one.user.to_string()).collect();
        let mut found = Vec::new();
        for some in ids.chunks(100) {
            found.extend(app.store.get_many::<User>(scope, some).await?.into_iter().map(|one| one.value));
        }
        found.sort_by(|a, b| (&a.sort_name, &a.id).cmp(&(&b.sort_name, &b.id)));
        return Ok(found);
    }
    let named: Vec<CompanyId> = match (company, published) {
        (Some(company), _) => vec![company.clone()],
        (None, Some(published)) => published.reach.shown_to.shown().companies,
        (None, None) => Vec::new(),
    };
    let query = Query::of(&USER, "sort_name").ascending();
    if let [one] = named.as_slice() {
        return all(app, scope, query.eq("company", one.as_str())).await;
    }
    all(app, scope, query.eq("is_staff", false)).await
}

/// All published policies with what they ask: one round trip.
pub(crate) async fn published(app: &App, scope: &Scope) -> Result<Vec<Asked>, Problem> {
    let query = Query::of(&POLICY, "id").ascending().eq("state", PolicyState::Published.as_str());
    let policies: Vec<Policy> = all(app, scope, query).await?;
    Ok(policies.iter().filter_map(|policy| Some((policy.id.clone(), policy.asked()?.clone()))).collect())
}

/// All that was signed and refused of a policy, the latest first.
pub(crate) async fn done_with(
    app: &App,
    scope: &Scope,
    policy: &PolicyId,
) -> Result<Vec<Signature>, Problem> {
    all(app, scope, Query::of(&SIGNATURE, "at").eq("policy", policy.as_str())).await
}

/// All links of a policy's chain in a company, in their order.
pub(crate) async fn links(
    app: &App,
    scope: &Scope,
    policy: &PolicyId,
    company: &CompanyId,
) -> Result<Vec<Signature>, Problem> {
    let query = Query::of(&SIGNATURE, "number").ascending();
    all(app, scope, query.eq("policy", policy.as_str()).eq("company", company.as_str())).await
}
