//! What the columns of a file mean. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
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

/// Names that columns of each meaning have, the best first; in the order in which they are offered.
const NAMES: [(Column, &[&str]); 12] = [
    (
        Column::Company,
        &[
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
    ),
    (
        Column::Name,
        &[
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
    ),
    (Column::FirstName, &["first name", "given name", "vorname", "nombre", "nombre de pila"]),
    (Column::LastName, &["last name", "surname", "family name", "nachname", "apellido", "apellidos"]),
    (
        Column::Email,
        &[
            "email",
            "email address",
            "mail",
            "user principal name",
            "e-mail-adresse",
            "correo",
            "correo electronico",
            "correo-e",
        ],
    ),
    (Column::Role, &["role", "rolle", "rol", "type", "typ", "tipo"]),
    (Column::Access, &["access", "tickets", "access level", "zugriff", "acceso"]),
    (Column::Billing, &["billing", "invoices", "rechnungen", "facturas", "facturacion"]),
    (
        Column::ContactEmail,
        &[
            "contact email",
            "company email",
            "contact",
            "kontakt-e-mail",
            "kontakt",
            "firmen-e-mail",
            "correo de contacto",
            "contacto",
        ],
    ),
    (
        Column::EmailDomains,
        &[
            "email domains",
            "email domain",
            "company domains",
            "domains",
            "domain",
            "domanen",
            "domane",
            "e-mail-domanen",
            "dominios",
            "dominio",
            "dominios de correo",
        ],
    ),
    (
        Column::PsaCompanyId,
        &["psa company id", "psa id", "company id", "psa-firmen-id", "psa", "id de empresa psa"],
    ),
    (
        Column::PsaAutoProvisioning,
        &["psa auto provisioning", "auto provisioning", "benutzer aus dem psa", "usuarios desde el psa"],
    ),
];

/// What the columns of this head mean, by their names: meaning → place. A meaning is found once at most.
pub(crate) fn guess(head: &[String]) -> BTreeMap<Column, usize> {
    let mut found = spreadsheet::guess(head, &NAMES);
    // The export of companies calls the company's name `name`: nothing in it is of a person.
    let of_people = [Column::Email, Column::FirstName, Column::LastName, Column::Role];
    let of_companies = [Column::ContactEmail, Column::EmailDomains, Column::PsaCompanyId];
    let companies_alone = !found.contains_key(&Column::Company)
        && of_companies.iter().any(|column| found.contains_key(column))
        && !of_people.iter().any(|column| found.contains_key(column));
    if let Some(place) = found.get(&Column::Name).copied().filter(|_| companies_alone) {
        found.remove(&Column::Name);
        found.insert(Column::Company, place);
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
    fn our_own_exports_are_understood_as_they_are() {
        let companies =
            "id,name,status,contact_email,email_domains,psa_company_id,psa_auto_provisioning,added";
        assert_eq!(
            of(&companies.split(',').collect::<Vec<_>>()),
            [
                (Column::Company, 1),
                (Column::ContactEmail, 3),
                (Column::EmailDomains, 4),
                (Column::PsaCompanyId, 5),
                (Column::PsaAutoProvisioning, 6)
            ]
        );
        let users = "id,company,name,email,role,access,billing,status,last_login,logins,added";
        assert_eq!(
            of(&users.split(',').collect::<Vec<_>>()),
            [
                (Column::Company, 1),
                (Column::Name, 2),
                (Column::Email, 3),
                (Column::Role, 4),
                (Column::Access, 5),
                (Column::Billing, 6)
            ]
        );
    }

    #[test]
    fn no_column_has_two_meanings() {
        for head in [["company", "company"], ["name", "name"]] {
            let places = of(&head);
            assert_eq!(places.len(), 1, "{places:?}");
        }
    }
}
