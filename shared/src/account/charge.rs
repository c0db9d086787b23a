//! Who is in charge: a company keeps an admin of its team, and the provider an admin of the portal. Pure rules, and the
//! record by which two changes at the same moment cannot both believe that the other's admin stays.

use serde::{Deserialize, Serialize};

use super::{Role, User, UserStatus};
use crate::id::{CompanyId, UserId};
use crate::store::{Document, Kind, Reach};

/// Why a change of a person is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It would take the rights of whoever makes it.
    Oneself,
    /// It would leave nobody in charge.
    Last,
}

impl Refused {
    /// The refusal in words.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Oneself => "You can't take away your own access. Ask another admin to do it.",
            Self::Last => "This is the last admin. Make somebody else an admin first.",
        }
    }
}

/// True where the person manages others: an active admin of a company's team, or of the portal.
#[must_use]
pub fn in_charge(role: Role, status: UserStatus) -> bool {
    status == UserStatus::Active && matches!(role, Role::CompanyAdmin | Role::Admin)
}

/// True where the change takes somebody out of charge.
#[must_use]
pub fn leaves(before: &User, after: &User) -> bool {
    in_charge(before.role, before.status) && !in_charge(after.role, after.status)
}

/// Whether somebody may be taken out of charge by `by`, where `another` says that somebody else of the same team stays
/// in charge. A machine has no account of its own.
pub fn may_leave(by: Option<&UserId>, target: &UserId, another: bool) -> Result<(), Refused> {
    if by == Some(target) {
        Err(Refused::Oneself)
    } else if another {
        Ok(())
    } else {
        Err(Refused::Last)
    }
}

/// Written by every change that takes somebody out of charge: of two at once, one is refused and looks again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Charge {
    /// `chg.COMPANY`, or `chg.staff`.
    pub id: String,
    /// How many changes there were.
    pub changes: u64,
}

/// Records of changes of who is in charge; read and written by id alone.
pub static CHARGE: Kind =
    Kind { name: "charge", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Charge {
    const KIND: &'static Kind = &CHARGE;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Charge {
    /// The record's id of a company's team, or of the staff.
    #[must_use]
    pub fn id_of(company: Option<&CompanyId>) -> String {
        format!("chg.{}", company.map_or("staff", CompanyId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};

    /// What one member of a team does to another: their places, and the new role and status.
    type Step = (usize, usize, bool, UserStatus);

    fn status() -> impl Strategy<Value = UserStatus> {
        prop_oneof![Just(UserStatus::Active), Just(UserStatus::Invited), Just(UserStatus::Disabled)]
    }

    proptest! {
        #[test]
        fn a_team_is_never_without_somebody_in_charge_and_nobody_loses_it_by_their_own_hand(
            first in 0_usize..5,
            steps in prop::collection::vec((0_usize..5, 0_usize..5, any::<bool>(), status()), 0..60),
        ) {
            let ids: Vec<UserId> = (0..5).map(|_| UserId::mint(&SystemClock, &SystemEntropy)).collect();
            let mut team = [(Role::User, UserStatus::Active); 5];
            team[first] = (Role::CompanyAdmin, UserStatus::Active);
            for (by, target, admin, state) in steps as Vec<Step> {
                if !in_charge(team[by].0, team[by].1) {
                    continue;
                }
                let after = (if admin { Role::CompanyAdmin } else { Role::User }, state);
                let lost = in_charge(team[target].0, team[target].1) && !in_charge(after.0, after.1);
                let another = team.iter().enumerate().any(|(place, one)| place != target && in_charge(one.0, one.1));
                if lost && may_leave(Some(&ids[by]), &ids[target], another).is_err() {
                    prop_assert!(by == target || !another);
                    continue;
                }
                team[target] = after;
                prop_assert!(in_charge(team[by].0, team[by].1), "whoever acts stays in charge");
                prop_assert!(team.iter().any(|one| in_charge(one.0, one.1)));
            }
        }
    }

    #[test]
    fn the_staffs_technicians_are_not_in_charge() {
        assert!(in_charge(Role::Admin, UserStatus::Active));
        assert!(!in_charge(Role::Technician, UserStatus::Active));
        assert!(!in_charge(Role::Admin, UserStatus::Disabled));
        assert!(!in_charge(Role::User, UserStatus::Active));
    }
}
