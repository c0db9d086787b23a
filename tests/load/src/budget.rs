//! How often a request asks Cosmos, counted between the portal and the account.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::client::Connection;
use crate::figures::Budget;
use crate::operations;
use crate::outcome::Outcome;
use crate::portal::Portal;
use crate::process::Process;
use crate::proxy::Proxy;
use crate::seed::{self, TENANT};

/// Runs of each operation.
const RUNS: usize = 7;
/// Any key opens the emulator.
pub(crate) const KEY: &str = "dGVzdGtleQ==";

/// What the emulator prints when it answers.
#[derive(Deserialize)]
pub(crate) struct Ready {
    pub(crate) cosmos: String,
}

/// Counts round trips with so many tickets. `local` is the emulator's executable.
pub(crate) async fn measure(handler: &Path, local: &Path, tickets: usize) -> Outcome<Vec<Budget>> {
    let mut emulator =
        Process::start(Command::new(local).args(["cosmos", "--port", "0", "--until-stdin-closes"]))?;
    let ready: Ready = serde_json::from_str(&emulator.first_line()?)?;
    let cosmos = |data: &Path, endpoint: &str| {
        [
            ("PORTAL_DATA", data.display().to_string()),
            ("COSMOS_ENDPOINT", endpoint.to_owned()),
            ("COSMOS_KEY", KEY.to_owned()),
        ]
    };
    let data = tempfile::tempdir()?;
    let seeding = cosmos(data.path(), &ready.cosmos).map(|(name, value)| (name.to_owned(), value));
    let seeded = seed::fill(seeding.to_vec(), tickets).await?;

    let proxy = Proxy::start(&ready.cosmos).await?;
    // What a request asks is counted, not what the outbox reads beside it.
    let [data_at, endpoint, key] = cosmos(data.path(), proxy.address());
    let settings = [data_at, endpoint, key, ("PORTAL_OUTBOX", "timer".to_owned())];
    let portal = Portal::start(handler, data.path(), &settings).await?;
    let mut connection = Connection::open(portal.address).await?;
    proxy.take();
    let cold = crate::client::Call::get(format!("/api/portal/branding?tenant={TENANT}"));
    connection.expect(cold).await?;
    let asked = proxy.take();
    let count = asked.len();
    let mut budgets = vec![Budget {
        operation: "branding, cold",
        tickets,
        session: 0,
        usual: count,
        most: count,
        budget: 1,
        asked_most: asked.clone(),
        asked,
    }];
    for operation in operations::all(&mut connection, &seeded).await? {
        crate::report::progress(&format!("{} with {tickets} tickets", operation.name));
        let mut runs = Vec::new();
        for number in 0..=RUNS {
            proxy.take();
            connection.expect((operation.make)(number)).await?;
            runs.push(proxy.take());
        }
        // The first run may fill what a process remembers.
        runs.remove(0);
        runs.sort_by_key(Vec::len);
        let session = usize::from(operation.signed_in);
        let asked = runs[RUNS / 2].clone();
        let asked_most = runs.pop().unwrap_or_default();
        budgets.push(Budget {
            operation: operation.name,
            tickets,
            session,
            usual: asked.len().saturating_sub(session),
            most: asked_most.len().saturating_sub(session),
            budget: operation.budget,
            asked,
            asked_most,
        });
    }
    Ok(budgets)
}
