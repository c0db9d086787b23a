//! How far the signing of a policy has come: who of those who must has signed. Pure.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, User, UserStatus};
use shared::id::UserId;
use utoipa::ToSchema;

use crate::model::{Outcome, Published, Signature};

/// How good a score is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ComplianceGrade)]
pub(crate) enum Grade {
    /// 90 and above.
    Green,
    /// 70 and above.
    Yellow,
    /// Less.
    Red,
}

impl Grade {
    /// The word on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// Signed of required, and what that makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ComplianceScore)]
pub(crate) struct Score {
    /// People who have signed.
    pub(crate) signed: u64,
    /// People who must.
    pub(crate) required: u64,
    /// Signed / required × 100, rounded down; 100 where nobody must.
    pub(crate) score: u8,
    /// What that is worth.
    pub(crate) grade: Grade,
}

impl Score {
    /// The score of so many signatures.
    pub(crate) fn of(signed: u64, required: u64) -> Self {
        let signed = signed.min(required);
        let score =
            (signed * 100).checked_div(required).and_then(|part| u8::try_from(part).ok()).unwrap_or(100);
        let grade = match score {
            90.. => Grade::Green,
            70.. => Grade::Yellow,
            _ => Grade::Red,
        };
        Self { signed, required, score, grade }
    }
}

/// Where one person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SignerStatus)]
pub(crate) enum Standing {
    /// Has signed.
    Signed,
    /// Has refused.
    Declined,
    /// Has done nothing yet.
    Waiting,
    /// Has done nothing, and the last day is over.
    Overdue,
}

impl Standing {
    /// The word on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Waiting => "waiting",
            Self::Overdue => "overdue",
        }
    }
}

/// One person who must sign.
pub(crate) struct Line<'a> {
    pub(crate) user: &'a User,
    pub(crate) company: &'a CompanyRef,
    pub(crate) standing: Standing,
    pub(crate) signature: Option<&'a Signature>,
}

/// Everybody who must sign the published version, in the order given, with where they stand.
pub(crate) fn roster<'a>(
    published: &Published,
    people: &'a [User],
    done: &'a [Signature],
    today: Date,
) -> Vec<Line<'a>> {
    let mut by_person: BTreeMap<&UserId, &Signature> = BTreeMap::new();
    for one in done.iter().filter(|one| one.version == published.version) {
        let kept = by_person.entry(&one.user).or_insert(one);
        if one.outcome == Outcome::Signed {
            *kept = one;
        }
    }
    let overdue = shared::day::is_overdue(published.reach.deadline, today);
    let line = |user: &'a User| {
        let company = user.company.as_ref()?;
        if user.status == UserStatus::Disabled || !published.reach.asks(user) {
            return None;
        }
        let signature = by_person.get(&user.id).copied();
        let standing = match signature.map(|one| one.outcome) {
            Some(Outcome::Signed) => Standing::Signed,
            _ if overdue => Standing::Overdue,
            Some(Outcome::Declined) => Standing::Declined,
            None => Standing::Waiting,
        };
        Some(Line { user, company, standing, signature })
    };
    people.iter().filter_map(line).collect()
}

/// The score of a roster.
pub(crate) fn score(roster: &[Line<'_>]) -> Score {
    let signed = roster.iter().filter(|line| line.standing == Standing::Signed).count();
    Score::of(signed as u64, roster.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_signed_of_required_in_three_colours() {
        for (signed, required, score, grade) in [
            (0, 0, 100, Grade::Green),
            (9, 10, 90, Grade::Green),
            (89, 100, 89, Grade::Yellow),
            (7, 10, 70, Grade::Yellow),
            (69, 100, 69, Grade::Red),
            (0, 3, 0, Grade::Red),
            (2, 3, 66, Grade::Red),
            (5, 3, 100, Grade::Green),
        ] {
            let found = Score::of(signed, required);
            assert_eq!((found.score, found.grade), (score, grade), "{signed} of {required}");
        }
    }
}
