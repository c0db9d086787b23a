//! The rule's properties.

use proptest::prelude::*;
use shared::account::{
    Access, CompanyRef, Linked, Notifications, Role, User, UserStatus, changes, login_key,
};
use shared::clock::{Clock, SystemClock, SystemEntropy};
use shared::id::{CompanyId, UserId};
use shared::store::sort_key;

use super::record::ContactRecord;
use super::rule::{Step, decide, waits};
use crate::model::{Company, CompanyStatus};

fn company(status: CompanyStatus) -> Company {
    Company {
        id: CompanyId::mint(&SystemClock, &SystemEntropy),
        name: "Birch".into(),
        sort_name: "birch".into(),
        contact_email: None,
        email_domains: Vec::new(),
        psa_company_id: Some("B-1".into()),
        psa_auto_provisioning: true,
        notes: String::new(),
        status,
    }
}

fn person(company: Option<&Company>, role: Role, status: UserStatus, email: &str, linked: Linked) -> User {
    User {
        id: UserId::mint(&SystemClock, &SystemEntropy),
        login_key: login_key(email),
        email: email.into(),
        sort_name: sort_key("Ann"),
        name: "Ann".into(),
        role,
        is_staff: role.is_staff(),
        access: Access::Own,
        company: company.map(|company| CompanyRef { id: company.id.clone(), name: company.name.clone() }),
        status,
        password_hash: (status == UserStatus::Active).then(|| "hash".into()),
        linked,
        devices: Vec::new(),
        epoch: 1,
        sessions: Vec::new(),
        login_count: 0,
        billing: true,
        last_login_at: SystemClock.now(),
        language: None,
        time_zone: None,
        notifications: Notifications::default(),
        phone: None,
        avatar: None,
        mail_failure: None,
        security: shared::account::AccountSecurity::default(),
        uninvited: false,
        elsewhere: None,
    }
}

prop_compose! {
    fn contact()(
        id in prop_oneof![Just("c-1"), Just("C-1"), Just("c-2")],
        name in prop_oneof![Just("Ann"), Just("Anne")],
        email in prop_oneof![Just("ann@b.example"), Just("anne@b.example")],
        phone in prop_oneof![Just(None), Just(Some("1"))],
        portal_access in any::<bool>(),
    ) -> ContactRecord {
        ContactRecord {
            psa_contact_id: id.into(),
            psa_company_id: "B-1".into(),
            name: name.into(),
            email: email.into(),
            phone: phone.map(str::to_owned),
            portal_access,
        }
    }
}

fn linked() -> impl Strategy<Value = Linked> {
    let id = prop_oneof![Just(None), Just(Some("c-1")), Just(Some("c-2"))];
    (id, any::<bool>(), any::<bool>()).prop_map(|(id, hub, psa_withdrawn)| Linked {
        hub_user_id: hub.then(|| "hub".into()),
        psa_contact_id: id.map(str::to_owned),
        psa_company_id: None,
        psa_withdrawn,
    })
}

proptest! {
    #[test]
    fn what_was_decided_once_is_so_and_nobody_gets_more_than_the_psa_may_give(
        contact in contact(),
        linked in linked(),
        place in 0..3_u8,
        admin in any::<bool>(),
        status in prop_oneof![Just(UserStatus::Active), Just(UserStatus::Invited), Just(UserStatus::Disabled)],
        closed in any::<bool>(),
    ) {
        let state = if closed { CompanyStatus::Disabled } else { CompanyStatus::Active };
        let (own, other) = (company(state), company(CompanyStatus::Active));
        let (of, role) = match place {
            0 => (None, Role::Technician),
            1 => (Some(&other), Role::User),
            _ => (Some(&own), if admin { Role::CompanyAdmin } else { Role::User }),
        };
        let before = person(of, role, status, "ann@b.example", linked);
        let step = decide(&contact, &own, Some(&before));
        prop_assert!(!matches!(step, Step::Invite));
        let (Step::Write(after) | Step::Readdress(after) | Step::Withdraw(after)) = step else { return Ok(()) };
        prop_assert_eq!(place, 2, "staff and other companies' people are out of reach");
        prop_assert_eq!((after.role, after.access, after.billing), (before.role, before.access, before.billing));
        prop_assert!(!changes(&before, &after).is_empty());
        if contact.portal_access {
            prop_assert!(after.status != UserStatus::Disabled && !closed);
            prop_assert!(status != UserStatus::Disabled || before.linked.psa_withdrawn);
            prop_assert!(after.login_key == before.login_key || waits(&after), "a new address is written to");
            // Who has joined keeps the address that they sign in with.
            let joined = status != UserStatus::Invited && before.enabled() == UserStatus::Active;
            prop_assert!(after.login_key == before.login_key || !joined);
        } else {
            prop_assert_eq!(after.status, UserStatus::Disabled);
            prop_assert!(before.linked.psa_contact_id.is_some(), "who did not come from the PSA stays");
        }
        prop_assert!(matches!(decide(&contact, &own, Some(&after)), Step::Nothing));
    }
}
