//! Ten thousand people from a file, entered over HTTP by the portal's own executable on SQLite.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::Call;
use crate::desk::Desk;
use crate::drive::{Amount, Maker, drive};
use crate::figures::Import;
use crate::outcome::{Failure, Outcome};

/// People in the file.
const PEOPLE: usize = 10_000;
/// Companies that they belong to.
const COMPANIES: usize = 200;
/// Pause between two looks at the progress.
const LOOK: Duration = Duration::from_millis(100);
/// An import that takes longer has failed.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often the list of them is asked for.
const AMOUNT: Amount = Amount { connections: 8, requests: 2_000, time: Duration::from_secs(10) };

/// Checks and enters the file, then reads a page of the people.
pub(crate) async fn measure(handler: &Path, data: &Path) -> Outcome<Import> {
    let mut desk = Desk::open(handler, data).await?;
    crate::report::progress(&format!("importing {PEOPLE} people"));
    let began = Instant::now();
    let upload = Call::upload("/api/manage/imports?name=people.csv", "text/csv", file());
    let import = desk.ask(upload).await?;
    let checked = began.elapsed();
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap_or_default());
    let mut start = Call::post(format!("{path}/start"), &json!({}));
    start.if_match = Some(format!("\"{}\"", import["version"]));
    desk.ask(start).await?;
    let now = loop {
        let now = desk.ask(Call::get(path.as_str())).await?;
        if now["status"] == "done" {
            break now;
        }
        if began.elapsed() > PATIENCE {
            return Err(Failure::new(format!("the import does not end: {now}")));
        }
        tokio::time::sleep(LOOK).await;
    };
    let all = began.elapsed();
    let cpu = desk.portal.process.cpu()?;
    let added = now["progress"]["people_added"].as_u64().unwrap_or_default();
    if usize::try_from(added)? != PEOPLE {
        return Err(Failure::new(format!("{added} people were entered")));
    }
    let call = Call::get("/api/manage/users").signed_in(desk.cookie());
    let make: Maker = Arc::new(move |_| call.clone());
    let list = drive(&desk.portal.process, desk.portal.address, &make, AMOUNT).await?;
    Ok(Import {
        what: "people",
        records: PEOPLE,
        check_s: checked.as_secs_f64(),
        all_s: all.as_secs_f64(),
        cpu_s: cpu.as_secs_f64(),
        listed: PEOPLE,
        list,
    })
}

fn file() -> String {
    let rows = (0..PEOPLE).map(|number| {
        let company = number % COMPANIES;
        format!("Company {company},Person Number {number},person{number}@company{company}.example,user\n")
    });
    std::iter::once("Company,Name,Email,Role\n".to_owned()).chain(rows).collect()
}
