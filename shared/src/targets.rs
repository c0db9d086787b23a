//! Who may read a document that staff publish: everybody of the tenant's clients, or chosen companies.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::CompanyRef;
use crate::company::CompanyHead;
use crate::id::CompanyId;
use crate::problem::{Fields, Problem};
use crate::store::Store;
use crate::tenant::Scope;

/// The field of a document of [`crate::store::Reach::Targeted`] in which its [`Targets`] stand.
pub const FIELD: &str = "shown_to";
/// The element that stands for everybody.
pub const ALL: &str = "all";
/// Companies that one document can be meant for.
const MOST: usize = 200;

/// As kept, in the field `shown_to`: the word `all`, or the ids of companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Targets(Vec<String>);

/// As sent and answered: everybody, or these companies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownTo {
    /// True for all clients.
    pub all: bool,
    /// The companies otherwise: 1 to 200.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<String>)]
    pub companies: Vec<CompanyId>,
}

impl Targets {
    /// Everybody.
    #[must_use]
    pub fn all() -> Self {
        Self(vec![ALL.to_owned()])
    }

    /// True where people of that company may read the document.
    #[must_use]
    pub fn include(&self, company: &CompanyId) -> bool {
        self.0.iter().any(|target| target == ALL || target == company.as_str())
    }

    /// All whom at least one of these names; `None` of none.
    #[must_use]
    pub fn union(these: &[&Self]) -> Option<Self> {
        let mut all: Vec<String> = these.iter().flat_map(|one| one.0.iter().cloned()).collect();
        all.sort();
        all.dedup();
        if all.iter().any(|target| target == ALL) {
            return Some(Self::all());
        }
        (!all.is_empty()).then_some(Self(all))
    }

    /// Those of these whom `others` does not name; `None` of none. Of everybody less some companies it is everybody: whoever
    /// asks leaves those out.
    #[must_use]
    pub fn without(&self, others: &Self) -> Option<Self> {
        let left: Vec<String> = self.0.iter().filter(|target| !others.0.contains(target)).cloned().collect();
        (!others.0.iter().any(|target| target == ALL) && !left.is_empty()).then_some(Self(left))
    }

    /// Those of these whom `others` name too; `None` of none.
    #[must_use]
    pub fn within(&self, others: &Self) -> Option<Self> {
        let all = |targets: &Self| targets.0.iter().any(|target| target == ALL);
        let both = match (all(self), all(others)) {
            (_, true) => self.0.clone(),
            (true, false) => others.0.clone(),
            (false, false) => self.0.iter().filter(|target| others.0.contains(target)).cloned().collect(),
        };
        (!both.is_empty()).then_some(Self(both))
    }

    /// As answered.
    #[must_use]
    pub fn shown(&self) -> ShownTo {
        let companies = self.0.iter().filter_map(|target| CompanyId::parse(target)).collect();
        ShownTo { all: self.0.iter().any(|target| target == ALL), companies }
    }
}

impl ShownTo {
    /// Checks what was sent: exactly one of the two, and companies that exist. One round trip where companies are
    /// named. Ends: 422 at `shown_to`.
    pub async fn checked(self, store: &Store, scope: &Scope) -> Result<(Targets, Vec<CompanyRef>), Problem> {
        let mut ids = self.companies;
        ids.sort();
        ids.dedup();
        let wrong = match (self.all, ids.len()) {
            (true, 0) => return Ok((Targets::all(), Vec::new())),
            (true, _) => Some("Choose all clients or single companies, not both."),
            (false, 0) => Some("Choose at least one company."),
            (false, count) if count > MOST => Some("Choose at most 200 companies."),
            (false, _) => None,
        };
        if let Some(wrong) = wrong {
            return Err(Problem::Invalid(Fields::one(FIELD, wrong)));
        }
        let known = CompanyHead::of(store, scope, &ids).await?;
        if known.len() < ids.len() {
            return Err(Problem::Invalid(Fields::one(FIELD, "One of these companies does not exist.")));
        }
        Ok((Targets(ids.iter().map(ToString::to_string).collect()), known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_says_who_reads_it() {
        let birch = CompanyId::parse("cmp_00000000000000000000000001").unwrap();
        let cedar = CompanyId::parse("cmp_00000000000000000000000002").unwrap();
        assert!(Targets::all().include(&birch));
        let one = Targets(vec![birch.to_string()]);
        assert!(one.include(&birch) && !one.include(&cedar));
        assert_eq!(one.shown(), ShownTo { all: false, companies: vec![birch.clone()] });
        let other = Targets(vec![cedar.to_string()]);
        assert_eq!(
            Targets::union(&[&other, &one, &one]),
            Some(Targets(vec![birch.to_string(), cedar.to_string()]))
        );
        assert_eq!(Targets::union(&[&one, &Targets::all()]), Some(Targets::all()));
        assert_eq!(Targets::union(&[]), None);
        let both = Targets::union(&[&one, &other]).unwrap();
        assert_eq!(both.without(&one), Some(other.clone()));
        assert_eq!(both.without(&both), None);
        assert_eq!(one.without(&Targets::all()), None);
        assert_eq!(Targets::all().without(&one), Some(Targets::all()));
        assert_eq!(Targets::all().without(&Targets::all()), None);
        assert_eq!(both.within(&one), Some(one.clone()));
        assert_eq!(Targets::all().within(&one), Some(one.clone()));
        assert_eq!(one.within(&Targets::all()), Some(one.clone()));
        assert_eq!(one.within(&other), None);
        assert_eq!(serde_json::to_value(Targets::all()).unwrap(), serde_json::json!(["all"]));
    }
}
