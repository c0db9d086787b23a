//! Entering a checked file, batch by batch. Each batch carries its progress, so a batch is entered once however often
//! it is tried, and any process goes on where another was killed.

use std::collections::HashMap;

use futures::TryStreamExt;
use jiff::SignedDuration;
use serde_json::json;
use shared::account::{CompanyRef, EmailReservation, NewUser, login_key};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::id::{CompanyId, ImportId, UserId, mint};
use shared::problem::Problem;
use shared::store::{Batch, Query, StoreError, Stored, Tag, sort_key};
use shared::tenant::Scope;
use shared::work::Kind;

use super::check::{PlannedCompany, PlannedPerson, Reason};
use super::{
    Column, IMPORT, Import, ImportState, Issue, KEPT, LARGEST, Plan, SHOWN, check, file_of, known, read,
};
use crate::model::{Company, CompanyName, CompanyStatus};

/// Whoever works on an import says so for this long with every batch.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// Companies in one batch: two operations each.
const COMPANIES: usize = 40;
/// People in one batch: two operations each, or five with their invitation.
const PEOPLE: usize = 45;
const INVITED: usize = 18;
/// How often a batch is tried whose people got accounts meanwhile.
const TRIES: usize = 5;
/// A file that was checked and never entered is thrown away after this time.
const UNUSED: SignedDuration = SignedDuration::from_hours(24);

/// Goes on with imports of all tenants that nobody works on, and throws away files that were never entered. Safe twice at
/// once and killed anywhere.
pub async fn resume_imports(app: &App) -> Result<u64, Problem> {
    let mut done = 0;
    for tenant in app.directory.list().await? {
        let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { continue };
        let running = Query::of(&IMPORT, "created_at").ascending().eq("status", "running");
        for import in app.store.query::<Import>(&scope, running).await?.items {
            if work(app, &scope, &import.value.id).await? {
                done += 1;
            }
        }
        throw_away(app, &scope).await?;
    }
    Ok(done)
}

async fn throw_away(app: &App, scope: &Scope) -> Result<(), Problem> {
    let old = app.clock.now() - UNUSED;
    let checked = Query::of(&IMPORT, "created_at").ascending().eq("status", "checked");
    for import in app.store.query::<Import>(scope, checked).await?.items {
        if import.updated_at > old {
            continue;
        }
        app.files.delete(&file_of(scope, &import.value)).await?;
        let mut batch = app.store.batch(scope);
        batch.delete(&import);
        match app.store.commit(batch).await {
            Ok(_) | Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Enters what is left of a running import; true where it was entered whole. Ends at once where somebody else works on it.
pub(crate) async fn work(app: &App, scope: &Scope, id: &ImportId) -> Result<bool, Problem> {
    let Some(read_first) = app.store.get::<Import>(scope, id.as_str()).await? else { return Ok(false) };
    let now = app.clock.now();
    if read_first.value.status != ImportState::Running || read_first.value.leased_until > now {
        return Ok(false);
    }
    let mut work = Work { app, scope, worker: mint("wrk", now, &*app.entropy), import: read_first };
    if !work.claim().await? {
        return Ok(false);
    }
    match work.all().await {
        Ok(()) => Ok(true),
        Err(Stopped::Taken) => Ok(false),
        Err(Stopped::Failed(problem)) => Err(problem),
    }
}

/// Why the work ended early.
enum Stopped {
    /// Somebody else works on it.
    Taken,
    Failed(Problem),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

struct Work<'a> {
    app: &'a App,
    scope: &'a Scope,
    worker: String,
    import: Stored<Import>,
}

impl Work<'_> {
    async fn claim(&mut self) -> Result<bool, Problem> {
        let batch = self.app.store.batch(self.scope);
        match self.keep(batch, self.import.value.clone()).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Commits `batch` with the import as it is after it; the batch's own operations come first.
    async fn keep(&mut self, mut batch: Batch<'_>, after: Import) -> Result<(), StoreError> {
        let now = batch.now();
        let after = Import { worker: self.worker.clone(), leased_until: now + LEASE, ..after };
        batch.replace_until(&self.import, &after, Some(now + KEPT));
        let tags = self.app.store.commit(batch).await?;
        self.import = Stored {
            value: after,
            version: self.import.version + 1,
            created_at: self.import.created_at,
            updated_at: now,
            tag: tags.into_iter().next_back().unwrap_or_else(Tag::default),
        };
        Ok(())
    }

    async fn all(&mut self) -> Result<(), Stopped> {
        let plan = self.plan().await?;
        while count(self.import.value.progress.companies) < plan.companies.len() {
            self.companies(&plan).await?;
        }
        let companies = self.named(&plan).await?;
        while count(self.import.value.progress.people) < plan.people.len() {
            self.people(&plan, &companies).await?;
        }
        self.finish().await
    }

    /// The plan of the file: the same each time, since it does not depend on what the tenant has.
    async fn plan(&self) -> Result<Plan, Problem> {
        let place = self.app.work.enter(Kind::Csv, self.scope.tenant()).await?;
        let content = self.app.files.get(&file_of(self.scope, &self.import.value)).await?;
        let bytes = content
            .try_fold(Vec::new(), |mut all, piece| async move {
                all.extend_from_slice(&piece);
                Ok(all)
            })
            .await
            .map_err(Problem::internal)?;
        if bytes.len() > LARGEST {
            return Err(Problem::internal("the file of an import has grown"));
        }
        let columns = self.import.value.columns.clone();
        let encoding = self.import.value.encoding;
        let plan = place.run(move || {
            read(&bytes, Some(encoding))
                .map(|table| check(&table, &columns, &std::collections::BTreeSet::new(), true))
        });
        plan.await?.map_err(Problem::internal)
    }

    async fn companies(&mut self, plan: &Plan) -> Result<(), Stopped> {
        let from = count(self.import.value.progress.companies);
        let part: &[PlannedCompany] = &plan.companies[from..plan.companies.len().min(from + COMPANIES)];
        for _ in 0..TRIES {
            let ids: Vec<String> = part.iter().map(|company| CompanyName::id_of(&company.name)).collect();
            let there = self.app.store.get_many::<CompanyName>(self.scope, &ids).await?;
            let mut batch = self.app.store.batch(self.scope);
            let mut added = Vec::new();
            for (planned, id) in part.iter().zip(&ids) {
                if there.iter().any(|name| name.value.id == *id) {
                    continue;
                }
                let company = company(self.app, planned);
                batch.create(&CompanyName::of(&company)).create(&company);
                added.push(json!({ "id": company.id, "name": company.name }));
            }
            let mut after = self.import.value.clone();
            after.progress.companies += long(part.len());
            after.progress.companies_added += long(added.len());
            self.record(&mut batch, "company.import", "companies.imported", &added);
            if self.kept(batch, after).await? {
                return Ok(());
            }
        }
        Err(busy())
    }

    /// The companies of the plan as the tenant has them, in the plan's order.
    async fn named(&self, plan: &Plan) -> Result<Vec<CompanyRef>, Stopped> {
        let mut found: HashMap<String, CompanyRef> = HashMap::new();
        for part in plan.companies.chunks(100) {
            let ids: Vec<String> = part.iter().map(|company| CompanyName::id_of(&company.name)).collect();
            let names = self.app.store.get_many::<CompanyName>(self.scope, &ids).await?;
            let keys: HashMap<&str, &str> =
                names.iter().map(|name| (name.value.company.as_str(), name.value.id.as_str())).collect();
            let ids: Vec<String> = keys.keys().map(|id| (*id).to_owned()).collect();
            for company in self.app.store.get_many::<Company>(self.scope, &ids).await? {
                let key =
                    keys.get(company.value.id.as_str()).map(|key| (*key).to_owned()).unwrap_or_default();
                found.insert(key, CompanyRef { id: company.value.id, name: company.value.name });
            }
        }
        let all = plan.companies.iter().map(|company| found.get(&CompanyName::id_of(&company.name)).cloned());
        all.collect::<Option<Vec<_>>>()
            .ok_or_else(|| Problem::internal("a company of the import is gone").into())
    }

    async fn people(&mut self, plan: &Plan, companies: &[CompanyRef]) -> Result<(), Stopped> {
        let from = count(self.import.value.progress.people);
        let most = if self.import.value.options.invite { INVITED } else { PEOPLE };
        let part: &[PlannedPerson] = &plan.people[from..plan.people.len().min(from + most)];
        for _ in 0..TRIES {
            let emails = part.iter().map(|person| person.email.as_str());
            let taken = known(&self.app.store, self.scope, emails).await?;
            let mut batch = self.app.store.batch(self.scope);
            let mut after = self.import.value.clone();
            let mut added = Vec::new();
            for person in part {
                if taken.contains(&login_key(&person.email)) {
                    after.progress.people_skipped += 1;
                    if !after.options.skip_existing && after.issues.len() < SHOWN {
                        after.issues.push(has_account(person));
                    }
                    continue;
                }
                let id = self.add(&mut batch, person, &companies[person.company]).await?;
                added.push(json!({ "id": id, "email": person.email }));
            }
            after.progress.people += long(part.len());
            after.progress.people_added += long(added.len());
            self.record(&mut batch, "user.import", "users.imported", &added);
            if self.kept(batch, after).await? {
                return Ok(());
            }
        }
        Err(busy())
    }

    async fn add(
        &self,
        batch: &mut Batch<'_>,
        person: &PlannedPerson,
        company: &CompanyRef,
    ) -> Result<UserId, Problem> {
        let new = NewUser {
            name: &person.name,
            email: &person.email,
            role: person.role,
            access: person.access,
            company: Some(company.clone()),
            password: None,
            // Nobody chooses a password here.
            portal_name: "",
        };
        let mut account = new.prepare(self.app, self.scope).await?;
        account.user.billing = person.billing;
        if self.import.value.options.invite {
            account.add_to(batch, &self.import.value.by);
        } else {
            // Without a link until somebody sends the invitation.
            account.user.uninvited = true;
            batch.create(&EmailReservation::of(&account.user)).create(&account.user);
        }
        Ok(account.user.id)
    }

    /// One line of the audit log and one event for a batch.
    fn record(&self, batch: &mut Batch<'_>, action: &'static str, event: &str, added: &[serde_json::Value]) {
        if added.is_empty() {
            return;
        }
        let id = self.import.value.id.as_str();
        let mut told = Event::new(event, id, self.import.version + 1, Audience::staff());
        told.data = json!({ "added": added.len() });
        let actor: &Actor = &self.import.value.by;
        batch.audit_with(actor, action, id, json!({ "added": added })).event(told);
    }

    /// False where somebody got there first with a company or an email: look again.
    async fn kept(&mut self, batch: Batch<'_>, after: Import) -> Result<bool, Stopped> {
        match self.keep(batch, after).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict { .. }) => Ok(false),
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Err(Stopped::Taken),
            Err(error) => Err(error.into()),
        }
    }

    async fn finish(&mut self) -> Result<(), Stopped> {
        let mut batch = self.app.store.batch(self.scope);
        let id = self.import.value.id.as_str();
        let detail = json!({ "file": self.import.value.name, "progress": self.import.value.progress });
        batch.audit_with(&self.import.value.by, "import.finish", id, detail).event(Event::new(
            "import.finished",
            id,
            self.import.version + 1,
            Audience::staff(),
        ));
        let finished_at = Some(batch.now());
        let after = Import { status: ImportState::Done, finished_at, ..self.import.value.clone() };
        if !self.kept(batch, after).await? {
            return Err(busy());
        }
        // People's names and emails need not lie in a file as well. Should this fail, the file goes with the tenant.
        if let Err(error) = self.app.files.delete(&file_of(self.scope, &self.import.value)).await {
            tracing::warn!(%error, import = %self.import.value.id, "the file of a finished import stays");
        }
        Ok(())
    }
}

fn busy() -> Stopped {
    Stopped::Failed(Problem::Unavailable { retry_after: std::time::Duration::from_secs(5) })
}

fn company(app: &App, planned: &PlannedCompany) -> Company {
    Company {
        id: CompanyId::mint(&*app.clock, &*app.entropy),
        name: planned.name.clone(),
        sort_name: sort_key(&planned.name),
        contact_email: planned.contact_email.clone(),
        email_domains: planned.email_domains.clone(),
        psa_company_id: planned.psa_company_id.clone(),
        psa_auto_provisioning: planned.psa_auto_provisioning,
        notes: String::new(),
        status: CompanyStatus::Active,
    }
}

fn has_account(person: &PlannedPerson) -> Issue {
    Issue {
        line: person.line,
        column: Some(Column::Email),
        value: person.email.chars().take(60).collect(),
        reason: Reason::HasAccount,
        other_line: None,
    }
}

fn long(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn count(long: u64) -> usize {
    usize::try_from(long).unwrap_or(usize::MAX)
}
