//! The infrastructure's files against the official types of Azure's resources.

use super::{counts::Counts, log::Log};
use crate::{command::cargo, failure::Outcome};

/// Checks the templates.
pub(super) fn check(log: &mut Log) -> Outcome<Counts> {
    log.run(&mut cargo(&["run", "--quiet", "--package", "infra-check", "--", "all"]))?;
    Ok(Counts::default())
}
