//! `cargo xtask test`: every check and test there is, one line per stage and the whole count at the end.

use std::time::Instant;

use clap::Args;

mod browser;
mod counts;
mod frontend;
mod infra;
mod log;
mod packaged;
mod rust;

use counts::Counts;
use log::Log;

use crate::{
    failure::{Failure, Outcome},
    progress,
};

/// Which stages to run.
#[derive(Args)]
pub(crate) struct Options {
    /// Only this stage (repeat for several)
    #[arg(long, value_name = "STAGE", value_parser = names())]
    only: Vec<String>,
    /// All but this stage (repeat for several)
    #[arg(long, value_name = "STAGE", value_parser = names())]
    skip: Vec<String>,
}

/// One stage: its name and its work, which writes to the log and answers the tests that it counted.
struct Stage {
    name: &'static str,
    work: fn(&mut Log) -> Outcome<Counts>,
}

/// In the order in which they run: what is quick to say no comes first.
const STAGES: [Stage; 13] = [
    Stage { name: "format", work: rust::format },
    Stage { name: "clippy", work: rust::clippy },
    Stage { name: "deny", work: rust::deny },
    Stage { name: "features", work: rust::features },
    Stage { name: "rust", work: rust::tests },
    Stage { name: "local", work: rust::local },
    Stage { name: "types", work: frontend::types },
    Stage { name: "lint", work: frontend::lint },
    Stage { name: "unit", work: frontend::unit },
    Stage { name: "generated", work: frontend::generated },
    Stage { name: "infra", work: infra::check },
    Stage { name: "host", work: packaged::host },
    Stage { name: "browser", work: browser::sqlite },
];
const COSMOS: Stage = Stage { name: "browser-cosmos", work: browser::cosmos };

fn stages() -> impl Iterator<Item = Stage> {
    STAGES.into_iter().chain([COSMOS])
}

fn names() -> clap::builder::PossibleValuesParser {
    stages().map(|stage| stage.name).collect::<Vec<_>>().into()
}

/// Runs the chosen stages, all of them even when one fails.
pub(crate) fn run(options: &Options) -> Outcome {
    let chosen = |name: &str| {
        (options.only.is_empty() || options.only.iter().any(|only| only == name))
            && !options.skip.iter().any(|skip| skip == name)
    };
    let mut total = Counts::default();
    let mut failed = Vec::new();
    for stage in stages().filter(|stage| chosen(stage.name)) {
        let mut log = Log::open(stage.name)?;
        let begin = Instant::now();
        progress::say(&progress::faint(&format!("  {:15} …", stage.name)));
        let outcome = (stage.work)(&mut log);
        let time = progress::seconds(begin.elapsed());
        match outcome {
            Ok(counts) if counts.failed == 0 => {
                total.add(counts);
                progress::say(&format!(
                    "{} {:15} ok      {time:>8}  {counts}",
                    progress::green("✓"),
                    stage.name
                ));
            }
            outcome => {
                // A stage that fails before its tests could run is one failure of its own.
                let (counts, why) = match outcome {
                    Ok(counts) => (counts, String::new()),
                    Err(failure) => (log.counts().at_least_one_failed(), failure.to_string()),
                };
                total.add(counts);
                log.show_tail();
                progress::say(&format!(
                    "{} {:15} FAILED  {time:>8}  {counts}  {why}",
                    progress::red("✗"),
                    stage.name
                ));
                failed.push(stage.name);
            }
        }
    }
    progress::say("");
    progress::say(&total.to_string());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("These stages failed: {}.", failed.join(", "))))
    }
}
