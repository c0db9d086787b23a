//! What one password hash costs: the part of a sign-in that is meant to be slow.

use shared::account::password::Hasher;
use shared::tenant::TenantSlug;
use shared::work::Work;

use crate::drive::milliseconds;
use crate::figures::number;
use crate::outcome::{Failure, Outcome};
use crate::process::own_cpu;

const HASHES: usize = 40;

/// Milliseconds of CPU of one hash.
pub(crate) async fn cpu_ms() -> Outcome<f64> {
    crate::report::progress("hashing passwords");
    let hasher = Hasher::new(Work::new(1, 0));
    let tenant = TenantSlug::parse("bench").map_err(Failure::new)?;
    let before = own_cpu()?;
    for _ in 0..HASHES {
        let hash = hasher.hash(&tenant, "one of many passwords".into()).await;
        hash.map_err(|_| Failure::new("a password cannot be hashed"))?;
    }
    Ok(milliseconds(&(own_cpu()?.saturating_sub(before))) / number(HASHES))
}
