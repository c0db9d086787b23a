//! The areas: the one list of them.

use std::sync::{Arc, LazyLock};

use hub::Steps;
use jiff::SignedDuration;
use shared::app::App;
use shared::callback::AreaCallbacks;
use shared::figure::Figure;
use shared::function::{Function, Trigger};
use shared::mail::AreaMails;
use shared::pdf::Press;
use shared::personal::Source;
use shared::setup::Step;
use shared::store::Kind;
use shared::timer::{Job, Timer};
use utoipa_axum::router::OpenApiRouter;

use crate::upkeep;

/// The areas that hold something about a person: for the copy of their data.
const PERSONAL: &[Source] =
    &[tickets::PERSONAL, announcements::PERSONAL, catalog::PERSONAL, documents::PERSONAL];

/// What setting a portal up consists of, in the order in which newcomers are shown it.
const SETUP: &[Step] = &[
    branding::LOOK,
    settings::SENDER,
    admin::COMPANIES,
    admin::USERS,
    announcements::FIRST,
    documents::FIRST,
    catalog::FIRST,
    settings::DOMAIN_ACTIVE,
];

/// What waits, in the order in which the staff's overview shows it.
const FIGURES: &[Figure] = &[documents::UNSIGNED, invoices::UNPAID, catalog::UNDECIDED];

/// What the areas do for a new tenant.
const STEPS: Steps = Steps {
    look: |app, scope, tenant, ()| {
        Box::pin(async move { branding::provision(&app, &scope, &tenant).await.map(drop) })
    },
    admin: |app, scope, tenant, (first, actor)| {
        Box::pin(async move {
            admin::provision_admin(&app, &scope, &tenant.name, &first.email, &first.name, None, &actor)
                .await
                .map(drop)
        })
    },
};

/// One for the whole process: the fonts are read once.
fn press() -> Press {
    static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(branding::PaperLooks));
    PRESS.clone()
}

/// All operations of all areas.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    let press = press();
    OpenApiRouter::new()
        .merge(auth::router())
        .merge(branding::router())
        .merge(tickets::router(catalog::follow))
        .merge(invoices::router(press.clone()))
        .merge(admin::router(SETUP, FIGURES))
        .merge(audit::router())
        .merge(profile::router(PERSONAL))
        .merge(announcements::router())
        .merge(catalog::router(tickets::open))
        .merge(documents::router(press))
        .merge(mail::router(mail::Room { areas: mails(), brands: Arc::new(branding::MailBrands) }))
        .merge(team::router())
        .merge(settings::router())
        .merge(hub::router(STEPS))
}

/// All kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let mut kinds = shared::function::kinds();
    kinds.push(&crate::reindex::FOLDED);
    kinds.extend(auth::kinds());
    kinds.extend(branding::kinds());
    kinds.extend(tickets::kinds());
    kinds.extend(invoices::kinds());
    kinds.extend(admin::kinds());
    kinds.extend(audit::kinds());
    kinds.extend(profile::kinds());
    kinds.extend(announcements::kinds());
    kinds.extend(catalog::kinds());
    kinds.extend(documents::kinds());
    kinds.extend(mail::kinds());
    kinds.extend(team::kinds());
    kinds.extend(settings::kinds());
    kinds.extend(hub::kinds());
    kinds
}

/// All functions that the Functions host is told of.
#[must_use]
pub fn functions() -> Vec<Function> {
    let mut functions = vec![
        Function::http("health", "health", &["GET"]),
        Function::http("health-ready", "health/ready", &["GET"]),
        Function::http("openapi", "openapi.json", &["GET"]),
        Function::http("dashboard", "portal/dashboard", &["GET"]),
        Function::http("docs", "docs/{*rest}", &["GET"]),
        Function { name: "sweep", trigger: Trigger::Timer { timer: "0 */15 * * * *" } },
        Function { name: "outbox", trigger: Trigger::Timer { timer: "*/15 * * * * *" } },
        Function { name: "reminders", trigger: Trigger::Timer { timer: "0 5 * * * *" } },
        Function { name: "retention", trigger: Trigger::Timer { timer: "0 20 3 * * *" } },
        Function { name: "announcements-due", trigger: Trigger::Timer { timer: "10 * * * * *" } },
        Function { name: "import-resume", trigger: Trigger::Timer { timer: "30 * * * * *" } },
        Function { name: "documents-seal", trigger: Trigger::Timer { timer: "50 * * * * *" } },
    ];
    functions.extend(auth::functions());
    functions.extend(branding::functions());
    functions.extend(tickets::functions());
    functions.extend(invoices::functions());
    functions.extend(admin::functions());
    functions.extend(audit::functions());
    functions.extend(profile::functions());
    functions.extend(announcements::functions());
    functions.extend(catalog::functions());
    functions.extend(documents::functions());
    functions.extend(mail::functions());
    functions.extend(team::functions());
    functions.extend(settings::functions());
    functions.extend(hub::functions());
    functions
}

/// The areas that have something to say by mail.
#[must_use]
pub fn mails() -> Vec<Arc<dyn AreaMails>> {
    vec![
        Arc::new(auth::Mails),
        Arc::new(tickets::Mails),
        Arc::new(announcements::Mails),
        Arc::new(catalog::Mails),
        Arc::new(documents::Mails),
    ]
}

/// The areas that tell other systems what happened.
#[must_use]
pub fn callbacks() -> Vec<Arc<dyn AreaCallbacks>> {
    vec![Arc::new(documents::Callbacks::new(press()))]
}

/// Timers whose jobs the areas register here.
#[must_use]
pub fn timers() -> Vec<Timer> {
    vec![
        Timer {
            name: "announcements-due",
            every: SignedDuration::from_mins(1),
            jobs: vec![Job {
                name: "announcements.tell",
                run: |app| Box::pin(async move { announcements::tell(&app).await }),
            }],
        },
        Timer {
            name: "import-resume",
            every: SignedDuration::from_mins(1),
            jobs: vec![Job {
                name: "admin.imports",
                run: |app| Box::pin(async move { admin::resume_imports(&app).await }),
            }],
        },
        Timer {
            name: "documents-seal",
            every: SignedDuration::from_mins(1),
            jobs: vec![Job { name: "documents.seal", run: |app| Box::pin(documents::seal(app, press())) }],
        },
        Timer {
            name: "reminders",
            every: SignedDuration::from_hours(1),
            jobs: vec![
                Job { name: "domains.check", run: |app| Box::pin(upkeep::domains(app)) },
                Job { name: "approvals.reassign", run: |app| Box::pin(catalog::find_approvers(app)) },
                Job { name: "documents.remind", run: |app| Box::pin(documents::remind(app)) },
                Job { name: "documents.call", run: |app| Box::pin(documents::call(app)) },
            ],
        },
        Timer {
            name: "retention",
            every: SignedDuration::from_hours(24),
            jobs: vec![
                Job { name: "tenants.retention", run: |app| Box::pin(upkeep::retention(app)) },
                Job { name: "documents.retain", run: |app| Box::pin(documents::retain(app)) },
                Job {
                    name: "keys.reseal",
                    run: |app| Box::pin(async move { shared::service_key::reseal(&app).await }),
                },
                Job {
                    name: "search.reindex",
                    run: |app| Box::pin(async move { crate::reindex::run(&app).await }),
                },
                Job {
                    name: "tickets.index",
                    run: |app| Box::pin(async move { tickets::index_conversations(&app).await }),
                },
                Job { name: "auth.sessions", run: |app| Box::pin(auth::forget_sessions(app)) },
            ],
        },
    ]
}
