//! An empty tenant with an admin who is signed in: for what staff and other systems bring in.

use std::path::Path;

use handler::state::{self, Built};
use serde_json::Value;
use shared::audit::Actor;
use shared::service_key::{self, KeyScope, NewKey};
use shared::settings::Settings;

use crate::client::{Call, Connection};
use crate::operations::sign_in;
use crate::outcome::{Failure, Outcome};
use crate::portal::Portal;
use crate::seed::{PASSWORD, crowd, provision};

const ADMIN: &str = "dana@northwind-it.example";

/// The portal, a connection to it and the admin's session.
pub(crate) struct Desk {
    pub(crate) portal: Portal,
    connection: Connection,
    cookie: String,
    /// A service key that may send invoices.
    pub(crate) key: String,
}

impl Desk {
    /// Starts it on an empty folder.
    pub(crate) async fn open(handler: &Path, data: &Path) -> Outcome<Self> {
        Ok(Self::started(handler, data, false).await?.0)
    }

    /// As [`Desk::open`], with twenty client users behind a proxy that tells their addresses; their emails.
    pub(crate) async fn crowded(handler: &Path, data: &Path) -> Outcome<(Self, Vec<String>)> {
        Self::started(handler, data, true).await
    }

    async fn started(handler: &Path, data: &Path, crowded: bool) -> Outcome<(Self, Vec<String>)> {
        let settings = Settings::read([("PORTAL_DATA".to_owned(), data.display().to_string())])?;
        let Built { app, .. } = state::build(settings).await?;
        let scope = provision(&app).await?;
        let (operator, password) = (Actor::operator(), Some(PASSWORD.into()));
        admin::provision_admin(&app, &scope, "Northwind IT", ADMIN, "Dana", password, &operator)
            .await
            .map_err(|problem| Failure::new(format!("{problem:?}")))?;
        let new = NewKey { name: "Books".to_owned(), scopes: vec![KeyScope::Invoices] };
        let made = service_key::create(&app, Some(&scope), &operator, new)
            .await
            .map_err(|error| Failure::new(format!("{error:?}")))?;
        let people = if crowded { crowd(&app, &scope).await? } else { Vec::new() };
        drop(app);
        let proxy = if crowded { "functions" } else { "none" };
        let portal = Portal::start(handler, data, &[("PORTAL_PROXY", proxy.to_owned())]).await?;
        let mut connection = Connection::open(portal.address).await?;
        let cookie = sign_in(&mut connection, ADMIN).await?;
        Ok((Self { portal, connection, cookie, key: made.text }, people))
    }

    /// As the admin.
    pub(crate) async fn ask(&mut self, call: Call) -> Outcome<Value> {
        let call = call.signed_in(&self.cookie);
        self.send(call).await
    }

    /// As whoever the call says.
    pub(crate) async fn send(&mut self, call: Call) -> Outcome<Value> {
        Ok(serde_json::from_slice(&self.connection.expect(call).await?.body)?)
    }

    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }
}
