//! The hash chain: every link holds the one before it fast. Pure.

use sha2::{Digest, Sha256};

use crate::model::{Chain, Evidence, Signature};

/// What stands before the first link.
pub(crate) const ROOT: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash of a link. Evidence is written field by field in the order of its type, so the same evidence always has the
/// same bytes; what cannot be written has no hash, and no chain with it verifies.
pub(crate) fn hash(evidence: &Evidence) -> String {
    serde_json::to_vec(evidence).map(|bytes| sha256(&bytes)).unwrap_or_default()
}

/// Where a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The link of this number is not what was added then, or not behind the one before it.
    Link(u64),
    /// The last link is not the one that the chain ends with.
    End,
}

/// Checks all links of a chain, in their order, against its end.
pub(crate) fn verify<'a>(
    links: impl IntoIterator<Item = &'a Signature>,
    end: Option<&Chain>,
) -> Result<u64, Broken> {
    let (mut number, mut previous) = (0_u64, ROOT.to_owned());
    for link in links {
        number += 1;
        let evidence = &link.evidence;
        let same = link.policy == evidence.policy
            && link.version == evidence.version
            && link.company == evidence.company
            && link.user == evidence.user
            && link.outcome == evidence.outcome
            && link.at == evidence.at;
        let placed = evidence.number == number && evidence.previous == previous;
        if !same || !placed || hash(evidence) != link.hash || link.hash.is_empty() {
            return Err(Broken::Link(number));
        }
        previous.clone_from(&link.hash);
    }
    let (links, head) = end.map_or((0, ROOT), |end| (end.links, end.head.as_str()));
    if links == number && head == previous { Ok(number) } else { Err(Broken::End) }
}
