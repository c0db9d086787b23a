//! What the columns of a file mean. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::store::sort_key;
use utoipa::ToSchema;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Column {
    /// The company's name.
    Company,
    /// Whom to write to at the company.
    ContactEmail,
    /// Domains of the company's emails, separated by blanks, commas or semicolons.
    EmailDomains,
    /// What the PSA calls the company.
    PsaCompanyId,
    /// Whether the PSA's contacts become users of the company by themselves.
    PsaAutoProvisioning,
    /// The person's name.
    Name,
    /// The first part of the person's name.
    FirstName,
    /// The last part of the person's name.
    LastName,
    /// The person's email.
    Email,
    /// What the person is.
    Role,
    /// Which tickets the person reads.
    Access,
    /// Whether the person reads invoices.
    Billing,
}

impl Column {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 12] = [
        Self::Company,
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::Role,
        Self::Access,
        Self::Billing,
        Self::ContactEmail,
        Self::EmailDomains,
        Self::PsaCompanyId,
        Self::PsaAutoProvisioning,
    ];

    /// Names that columns of this meaning have, folded.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Company => &[
                "company",
                "company name",
                "client",
                "client name",
                "customer",
                "account",
                "organization",
                "organisation",
                "firma",
                "firmenname",
                "unternehmen",
                "kunde",
                "kundenname",
                "empresa",
                "nombre de la empresa",
                "cliente",
            ],
            Self::ContactEmail => &[
                "contact email",
                "company email",
                "contact",
                "kontakt-e-mail",
                "kontakt e-mail",
                "kontakt",
                "firmen-e-mail",
                "correo de contacto",
                "contacto",
            ],
            Self::EmailDomains => &[
                "email domains",
                "email domain",
                "domains",
                "domain",
                "e-mail-domains",
                "domanen",
                "domane",
                "e-mail-domanen",
                "dominios",
                "dominio",
                "dominios de correo",
            ],
            Self::PsaCompanyId => {
                &["psa company id", "psa id", "company id", "psa-firmen-id", "psa", "id de empresa psa"]
            }
            Self::PsaAutoProvisioning => &[
                "psa auto provisioning",
                "psa auto-provisioning",
                "auto provisioning",
                "benutzer aus dem psa",
                "usuarios desde el psa",
            ],
            Self::Name => &[
                "name",
                "full name",
                "display name",
                "user",
                "person",
                "user name",
                "vollstandiger name",
                "anzeigename",
                "benutzer",
                "nombre completo",
                "nombre y apellidos",
                "usuario",
            ],
            Self::FirstName => {
                &["first name", "firstname", "given name", "vorname", "nombre", "nombre de pila"]
            }
            Self::LastName => {
                &["last name", "lastname", "surname", "family name", "nachname", "apellido", "apellidos"]
            }
            Self::Email => &[
                "email",
                "e-mail",
                "email address",
                "e-mail address",
                "mail",
                "user principal name",
                "e-mail-adresse",
                "correo",
                "correo electronico",
                "correo-e",
            ],
            Self::Role => &["role", "rolle", "rol", "type", "typ", "tipo"],
            Self::Access => &["access", "tickets", "access level", "zugriff", "acceso"],
            Self::Billing => &["billing", "invoices", "rechnungen", "facturas", "facturacion"],
        }
    }
}

/// What the columns of this head mean, by their names: meaning → place. A meaning is found once at most.
pub(crate) fn guess(head: &[String]) -> BTreeMap<Column, usize> {
    let folded: Vec<String> = head.iter().map(|name| sort_key(&name.replace('_', " "))).collect();
    let mut found = BTreeMap::new();
    for column in Column::ALL {
        // The better name wins, wherever it stands.
        let place = column.names().iter().find_map(|name| folded.iter().position(|given| given == name));
        if let Some(place) = place.filter(|place| !found.values().any(|taken| taken == place)) {
            found.insert(column, place);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &[&str]) -> Vec<(Column, usize)> {
        guess(&head.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).into_iter().collect()
    }

    #[test]
    fn heads_of_several_languages_and_programs_are_understood() {
        assert_eq!(
            of(&["Company", "Full name", "E-mail", "Role"]),
            [(Column::Company, 0), (Column::Name, 1), (Column::Email, 2), (Column::Role, 3)]
        );
        assert_eq!(
            of(&["Firma", "Vorname", "Nachname", "E-Mail-Adresse", "Rechnungen"]),
            [
                (Column::Company, 0),
                (Column::FirstName, 1),
                (Column::LastName, 2),
                (Column::Email, 3),
                (Column::Billing, 4)
            ]
        );
        assert_eq!(
            of(&["EMPRESA", "Nombre completo", "Correo electrónico", "unknown"]),
            [(Column::Company, 0), (Column::Name, 1), (Column::Email, 2)]
        );
        assert_eq!(of(&["company_name", "display_name", "email"]).len(), 3);
    }

    #[test]
    fn no_column_has_two_meanings() {
        for head in [["company", "company"], ["name", "name"]] {
            let places = of(&head);
            assert_eq!(places.len(), 1, "{places:?}");
        }
    }
}
