//! The people who own the tickets.

use shared::account::{
    Access, CompanyRef, EmailReservation, Linked, Notifications, Role, User, UserStatus, login_key,
};
use shared::app::App;
use shared::id::{CompanyId, UserId};
use shared::store::sort_key;
use shared::tenant::Scope;

use super::{COMPANIES, PASSWORD};
use crate::outcome::{Failure, Outcome};

/// Adds `count` of them, with one password hashed once.
pub(super) async fn add(app: &App, scope: &Scope, count: usize) -> Outcome<Vec<User>> {
    let hash = app
        .hasher
        .hash(scope.tenant(), PASSWORD.into())
        .await
        .map_err(|problem| Failure::new(format!("{problem:?}")))?;
    let companies: Vec<CompanyRef> = (1..=COMPANIES)
        .map(|number| CompanyRef {
            id: CompanyId::mint(&*app.clock, &*app.entropy),
            name: format!("Client company {number}"),
        })
        .collect();
    let mut people = Vec::new();
    for number in 0..count {
        let email = format!("person{number}@client.example");
        let name = format!("Robin Miller {number}");
        let user = User {
            id: UserId::mint(&*app.clock, &*app.entropy),
            login_key: login_key(&email),
            email,
            sort_name: sort_key(&name),
            name,
            role: Role::User,
            is_staff: false,
            access: Access::Own,
            company: companies.get(number % COMPANIES).cloned(),
            status: UserStatus::Active,
            password_hash: Some(hash.clone()),
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
        let mut batch = app.store.batch(scope);
        batch.create(&EmailReservation::of(&user)).create(&user);
        app.store.commit(batch).await?;
        people.push(user);
    }
    Ok(people)
}
