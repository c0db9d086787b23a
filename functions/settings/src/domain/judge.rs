//! What a look at the domain name system means for a domain. Pure.

use jiff::{SignedDuration, Timestamp};

use super::{Domain, DomainReason, DomainState};

/// A proof that was there may be missing for so long before the domain is given up.
pub const GRACE: SignedDuration = SignedDuration::from_hours(72);
/// A proof is awaited for so long before the state says that something is wrong.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It is there.
    Yes,
    /// It is not.
    No,
    /// The domain name system did not answer.
    Unknown,
}

impl Sight {
    fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// A look at the domain name system and at the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The TXT record with this claim's token.
    pub proof: Sight,
    /// The domain leads here.
    pub leads: Sight,
    /// The directory leads the name to another tenant.
    pub taken: bool,
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The domain as it is now.
    pub domain: Domain,
    /// Whether the directory leads the name to this tenant.
    pub held: bool,
    /// Whether the claim is over: the name is given up, and only a new token proves it again.
    pub given_up: bool,
}

/// Judges. A domain is the tenant's canonical host only while the state is [`DomainState::Active`]; it is led to the tenant
/// as long as it is proven, and for [`GRACE`] after the proof was last seen.
#[must_use]
pub fn judge(domain: &Domain, seen: Evidence, now: Timestamp) -> Judged {
    use DomainReason::{LeadsElsewhere, NotAnswering, NotProven, ProofLost, Taken};
    use DomainState::{Active, Error, Pending, Provisioning};
    let mut after = domain.clone();
    after.checked_at = Some(now);
    after.proof_seen = seen.proof.known().or(domain.proof_seen);
    after.leads_here = seen.leads.known().or(domain.leads_here);
    let was_active = domain.state == Active || domain.reason == Some(LeadsElsewhere);
    let mut held = domain.proven_at.is_some();
    let mut given_up = false;
    (after.state, after.reason) = match (seen.proof, seen.leads) {
        (Sight::Yes, _) if seen.taken => {
            held = false;
            after.proven_at = None;
            (Error, Some(Taken))
        }
        (Sight::Yes, leads) => {
            held = true;
            after.proven_at = domain.proven_at.or(Some(now));
            after.failing_since = None;
            match leads {
                Sight::Yes => (Active, None),
                Sight::No if was_active => (Error, Some(LeadsElsewhere)),
                Sight::No => (Provisioning, None),
                Sight::Unknown if domain.state == Active => (Active, None),
                Sight::Unknown => (Provisioning, Some(NotAnswering)),
            }
        }
        // Silence proves nothing, neither way.
        (Sight::Unknown, _) if domain.state == Active => (Active, None),
        (Sight::Unknown, _) => (domain.state, domain.reason.or(Some(NotAnswering))),
        (Sight::No, _) if domain.proven_at.is_some() => {
            let since = domain.failing_since.unwrap_or(now);
            after.failing_since = Some(since);
            if since + GRACE <= now {
                held = false;
                given_up = true;
                after.proven_at = None;
                after.failing_since = None;
            }
            (Error, Some(ProofLost))
        }
        (Sight::No, _) if domain.reason == Some(ProofLost) => (Error, Some(ProofLost)),
        (Sight::No, _) if domain.claimed_at + PATIENCE <= now => (Error, Some(NotProven)),
        (Sight::No, _) => (Pending, None),
    };
    Judged { domain: after, held, given_up }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn domain() -> Domain {
        Domain {
            name: "help.acme.example".into(),
            token: "t".into(),
            state: DomainState::Pending,
            reason: None,
            claimed_at: Timestamp::UNIX_EPOCH,
            checked_at: None,
            proven_at: None,
            failing_since: None,
            proof_seen: None,
            leads_here: None,
        }
    }

    fn sight() -> impl Strategy<Value = Sight> {
        prop_oneof![Just(Sight::Yes), Just(Sight::No), Just(Sight::Unknown)]
    }

    proptest! {
        #[test]
        fn sec_27_only_a_domain_that_was_proven_is_held_and_only_one_that_leads_here_is_active(
            looks in prop::collection::vec((sight(), sight(), any::<bool>(), 1..60_i64), 1..40),
        ) {
            let (mut now, mut current) = (Timestamp::UNIX_EPOCH, domain());
            let (mut proof_at, mut led): (Option<Timestamp>, bool) = (None, false);
            for (proof, leads, taken, hours) in looks {
                now += SignedDuration::from_hours(hours);
                let seen = Evidence { proof, leads, taken };
                let judged = judge(&current, seen, now);
                if proof == Sight::Yes && !taken {
                    proof_at = Some(now);
                }
                if leads != Sight::Unknown && proof == Sight::Yes {
                    led = leads == Sight::Yes;
                }
                prop_assert!(!judged.held || proof_at.is_some());
                prop_assert!(!(judged.held && judged.given_up));
                prop_assert!(judged.domain.state != DomainState::Active || (judged.held && led));
                prop_assert_eq!(judged.held, judged.domain.proven_at.is_some());
                prop_assert!(judged.domain.state != DomainState::Error || judged.domain.reason.is_some());
                if taken && proof == Sight::Yes {
                    prop_assert_eq!(judged.domain.reason, Some(DomainReason::Taken));
                }
                current = judged.domain;
            }
        }
    }

    #[test]
    fn a_lost_proof_is_waited_for_and_then_the_domain_is_given_up() {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let good = Evidence { proof: Sight::Yes, leads: Sight::Yes, taken: false };
        let lost = Evidence { proof: Sight::No, ..good };
        let active = judge(&domain(), good, at(1));
        assert_eq!((active.domain.state, active.held), (DomainState::Active, true));
        let first = judge(&active.domain, lost, at(2));
        assert_eq!(
            (first.domain.state, first.domain.reason),
            (DomainState::Error, Some(DomainReason::ProofLost))
        );
        assert!(first.held && !first.given_up);
        let back = judge(&first.domain, good, at(3));
        assert_eq!((back.domain.state, back.domain.failing_since), (DomainState::Active, None));
        let last = judge(&first.domain, lost, at(2 + 72));
        assert!(!last.held && last.given_up);
    }
}
