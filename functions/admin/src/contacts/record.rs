//! A contact as the PSA sends it.

use serde::Deserialize;
use serde_json::Value;
use shared::account::person_name;
use shared::http::{PHONE_LENGTH, clean_line, email, is_phone, line, record};
use shared::problem::{Fields, Problem};
use utoipa::ToSchema;

/// Characters of one of the PSA's ids at most.
const ID_LENGTH: usize = 100;

/// A person of a company, as the PSA knows them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactRecord {
    /// What the PSA calls the contact. The same id is always the same account.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) psa_contact_id: String,
    /// What the PSA calls the contact's company, as entered in Admin → Clients.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) psa_company_id: String,
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) name: String,
    /// The person's email.
    #[schema(format = "email", max_length = 254)]
    pub(crate) email: String,
    /// The person's phone number; kept where it looks like one and the person has given none.
    #[serde(default)]
    pub(crate) phone: Option<String>,
    /// Whether the person may use the portal.
    pub(crate) portal_access: bool,
}

impl ContactRecord {
    /// Reads one of many.
    pub(super) fn read(value: &Value) -> Result<Self, Fields> {
        record::<Self>(value)?.checked()
    }

    fn checked(self) -> Result<Self, Fields> {
        let mut wrong = Fields::default();
        let phone = self.phone.map(|phone| clean_line(&phone));
        let read = Self {
            psa_contact_id: line(&mut wrong, "psa_contact_id", &self.psa_contact_id, ID_LENGTH),
            psa_company_id: line(&mut wrong, "psa_company_id", &self.psa_company_id, ID_LENGTH),
            name: person_name(&mut wrong, "name", &self.name),
            email: email(&mut wrong, "email", &self.email),
            phone: phone.filter(|phone| phone.chars().count() <= PHONE_LENGTH && is_phone(phone)),
            portal_access: self.portal_access,
        };
        match wrong.ok(read) {
            Ok(read) => Ok(read),
            Err(Problem::Invalid(wrong)) => Err(wrong),
            Err(_) => Err(Fields::one("record", "This cannot be read.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::account::NAME_HOLDS_ADDRESS;

    use super::*;

    #[test]
    fn sec_31_a_contact_whose_name_holds_an_address_is_reported_like_other_wrong_fields() {
        let contact = |name: &str| {
            json!({ "psa_contact_id": "c-1", "psa_company_id": "B-1", "name": name, "email": "nora@birch.example",
                "portal_access": true })
        };
        for name in ["nora@birch.example", "Visit http://evil.example/x"] {
            let wrong = ContactRecord::read(&contact(name)).unwrap_err();
            assert_eq!(wrong, Fields::one("name", NAME_HOLDS_ADDRESS), "{name}");
        }
        assert!(ContactRecord::read(&contact("Nora Field, M.Sc.")).is_ok());
    }
}
