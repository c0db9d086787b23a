//! The people of the test tenants.

use shared::account::{
    Access, CompanyRef, EmailReservation, Linked, Notifications, Role, User, UserStatus, login_key,
};
use shared::app::App;
use shared::id::{CompanyId, UserId};
use shared::session;
use shared::store::sort_key;
use shared::tenant::{NewTenant, OrgType, Scope, Tenant, TenantSlug};

/// The password of everybody.
pub const PASSWORD: &str = "a quiet harbour at noon";

/// Somebody: `acme` has staff and the companies Birch and Cedar; `globex` is another tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Nobody is signed in.
    Nobody,
    /// Staff of acme, may do everything.
    Admin,
    /// Staff of acme, works on tickets.
    Technician,
    /// Staff of acme, reads.
    Viewer,
    /// Admin of Birch.
    CompanyAdmin,
    /// Of Birch, reads the company's tickets.
    CompanyReader,
    /// Of Birch.
    User,
    /// Of Birch too.
    OtherUser,
    /// Of Cedar.
    Stranger,
    /// Admin of Cedar.
    StrangerAdmin,
    /// Staff of globex.
    ForeignAdmin,
    /// Of a company of globex.
    ForeignUser,
}

impl Who {
    /// Everybody who can sign in.
    pub const PEOPLE: [Self; 11] = [
        Self::Admin,
        Self::Technician,
        Self::Viewer,
        Self::CompanyAdmin,
        Self::CompanyReader,
        Self::User,
        Self::OtherUser,
        Self::Stranger,
        Self::StrangerAdmin,
        Self::ForeignAdmin,
        Self::ForeignUser,
    ];

    /// The tenant's slug.
    #[must_use]
    pub fn tenant(self) -> &'static str {
        match self {
            Self::ForeignAdmin | Self::ForeignUser => "globex",
            _ => "acme",
        }
    }

    /// The email.
    #[must_use]
    pub fn email(self) -> String {
        format!("{}@{}.example", format!("{self:?}").to_lowercase(), self.tenant())
    }

    fn company(self) -> Option<&'static str> {
        match self {
            Self::CompanyAdmin | Self::CompanyReader | Self::User | Self::OtherUser => Some("Birch"),
            Self::Stranger | Self::StrangerAdmin => Some("Cedar"),
            Self::ForeignUser => Some("Dogwood"),
            _ => None,
        }
    }

    fn role(self) -> Role {
        match self {
            Self::Admin | Self::ForeignAdmin => Role::Admin,
            Self::Technician => Role::Technician,
            Self::Viewer => Role::Viewer,
            Self::CompanyAdmin | Self::StrangerAdmin => Role::CompanyAdmin,
            _ => Role::User,
        }
    }
}

/// Creates a tenant of that slug.
pub(crate) async fn tenant(app: &App, slug: &str) -> (Scope, Tenant) {
    let slug = TenantSlug::parse(slug).expect("a slug");
    let new = NewTenant { name: slug.as_str().to_uppercase(), slug: slug.clone(), org_type: OrgType::Msp };
    let (tenant, _) = app.directory.create(new).await.expect("a tenant");
    let (scope, _) = app.directory.scope(&slug).await.expect("the directory").expect("the tenant");
    (scope, tenant)
}

/// Creates the person with an open session; the account and the session's token.
pub(crate) async fn person(
    app: &App,
    scope: &Scope,
    tenant: &Tenant,
    who: Who,
    company: Option<CompanyId>,
    hash: &str,
) -> (User, String) {
    let name = format!("{who:?}");
    let company = who.company().zip(company).map(|(name, id)| CompanyRef { id, name: name.to_owned() });
    let user = User {
        id: UserId::mint(&*app.clock, &*app.entropy),
        email: who.email(),
        login_key: login_key(&who.email()),
        sort_name: sort_key(&name),
        name,
        role: who.role(),
        is_staff: who.role().is_staff(),
        access: if who == Who::CompanyReader { Access::Company } else { Access::Own },
        company,
        status: UserStatus::Active,
        password_hash: Some(hash.to_owned()),
        linked: Linked::default(),
        devices: Vec::new(),
        epoch: 1,
        sessions: Vec::new(),
        login_count: 0,
        billing: true,
        last_login_at: app.clock.now(),
        language: None,
        time_zone: None,
        notifications: Notifications::default(),
        phone: None,
        avatar: None,
        mail_failure: None,
        security: shared::account::AccountSecurity::default(),
        uninvited: false,
        elsewhere: None,
    };
    let opened = session::open(&app.keys, &*app.clock, &*app.entropy, tenant, &user, "Test".into(), None)
        .expect("a session");
    let mut batch = app.store.batch(scope);
    batch.create(&EmailReservation::of(&opened.user)).create(&opened.user);
    app.store.commit(batch).await.expect("the person is kept");
    (opened.user, opened.token)
}

/// The company of a person, as a key to share ids between colleagues.
pub(crate) fn company_of(who: Who) -> Option<&'static str> {
    who.company()
}
