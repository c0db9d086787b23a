//! What requests cost on SQLite, with few tickets and with many.

use std::path::Path;
use std::time::Duration;

use crate::bare::Bare;
use crate::client::Connection;
use crate::drive::{Amount, Maker, drive};
use crate::figures::Speed;
use crate::operations::{self, Operation};
use crate::outcome::Outcome;
use crate::portal::Portal;
use crate::seed::Seeded;

/// How much is asked for each figure.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) connections: usize,
    pub(crate) requests: usize,
    pub(crate) seconds: u64,
}

impl Load {
    fn of(self, operation: &Operation) -> Amount {
        // One hash fills a core: sign-ins are asked for one by one and fewer times.
        let (connections, requests) = match operation.name {
            "login" => (1, (self.requests / 25).max(20)),
            _ => (self.connections, self.requests),
        };
        Amount { connections, requests, time: Duration::from_secs(self.seconds) }
    }
}

/// Measures all operations on the data in `data`; also the portal's memory after the load, in bytes.
pub(crate) async fn measure(
    handler: &Path,
    data: &Path,
    seeded: &Seeded,
    load: Load,
) -> Outcome<(Vec<Speed>, u64)> {
    let portal = Portal::start(handler, data, &[]).await?;
    let bare = Bare::start()?;
    let mut connection = Connection::open(portal.address).await?;
    let mut speeds = Vec::new();
    for operation in operations::all(&mut connection, seeded).await? {
        crate::report::progress(&format!("{} with {} tickets", operation.name, seeded.tickets));
        let amount = load.of(&operation);
        let own = drive(&portal.process, portal.address, &operation.make, amount).await?;
        let (bytes, make) = (own.bytes, operation.make);
        let like: Maker = std::sync::Arc::new(move |number| Bare::like(&make(number), bytes));
        let plain = drive(&bare.process, bare.address, &like, amount).await?;
        speeds.push(Speed { operation: operation.name, tickets: seeded.tickets, portal: own, bare: plain });
    }
    Ok((speeds, portal.process.memory()?))
}
