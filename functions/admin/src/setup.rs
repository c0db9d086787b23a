//! What of setting a portal up belongs to the area.

use shared::account::{USER, User};
use shared::setup::Step;
use shared::store::Query;

use crate::model::{COMPANY, Company};

/// There is a company.
pub const COMPANIES: Step = Step {
    key: "companies",
    optional: false,
    done: |app, scope, _| {
        Box::pin(async move {
            let any = Query::of(&COMPANY, "sort_name").ascending().limit(1);
            Ok(!app.store.query::<Company>(&scope, any).await?.items.is_empty())
        })
    },
};

/// There is a client user, invited at least.
pub const USERS: Step = Step {
    key: "users",
    optional: false,
    done: |app, scope, _| {
        Box::pin(async move {
            let any = Query::of(&USER, "sort_name").eq("is_staff", false).ascending().limit(1);
            Ok(!app.store.query::<User>(&scope, any).await?.items.is_empty())
        })
    },
};
