//! What a file would enter, and every cell that stands in its way. Pure: what the tenant has already is given.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use shared::account::{Access, NAME_HOLDS_ADDRESS, Role, login_key, person_name};
use shared::http::{clean_line, email};
use shared::problem::Fields;
use shared::store::sort_key;
use utoipa::ToSchema;

use super::{Column, Table};
use crate::fields;

/// Letters of a wrong cell that are repeated to the reader.
const SHOWN_LETTERS: usize = 60;

/// What is wrong with a cell, as a word that the pages put into a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// It must not be empty.
    Missing,
    /// It has too many letters.
    TooLong,
    /// It is a name with a web or email address in it.
    HoldsAddress,
    /// It is no email address.
    NotEmail,
    /// It is no domain, or one of them is none.
    NotDomain,
    /// It is no role.
    UnknownRole,
    /// It does not say which tickets the person reads.
    UnknownAccess,
    /// It is neither yes nor no.
    UnknownAnswer,
    /// Another line has the same email.
    TwiceInFile,
    /// Somebody in the portal has this email.
    HasAccount,
    /// Another line says something else of the same company.
    Differs,
    /// The line has more cells than the head.
    TooManyCells,
    /// A letter in it cannot be read: the file is damaged there, or its encoding is another.
    Unreadable,
    /// It is a member of staff, who belong to no company: left out.
    Staff,
}

/// A cell that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Issue {
    /// The line of the file; its head is line 1.
    pub(crate) line: u64,
    /// What the column holds; absent where it is the whole line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<Column>,
    /// What stands there, cut to 60 letters.
    pub(crate) value: String,
    /// What is wrong.
    pub(crate) reason: Reason,
    /// The line that it collides with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) other_line: Option<u64>,
}

/// A company that the file names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PlannedCompany {
    pub(crate) name: String,
    pub(crate) contact_email: Option<String>,
    pub(crate) email_domains: Vec<String>,
    pub(crate) psa_company_id: Option<String>,
    pub(crate) psa_auto_provisioning: bool,
}

/// A person whom the file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedPerson {
    pub(crate) line: u64,
    /// Place in [`Plan::companies`].
    pub(crate) company: usize,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) access: Access,
    pub(crate) billing: bool,
}

/// What a file would enter. The order depends on the file and the columns' meanings alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) companies: Vec<PlannedCompany>,
    pub(crate) people: Vec<PlannedPerson>,
    /// How many of the people have an account already.
    pub(crate) existing: usize,
    pub(crate) issues: Vec<Issue>,
    /// Rows that are left out, each with the reason; they stand in nobody's way.
    pub(crate) skipped: Vec<Issue>,
}

/// Reads all rows. `taken` holds the keys of emails that have an account; with `skip`, those people are no issue.
pub(crate) fn check(
    table: &Table,
    columns: &BTreeMap<Column, usize>,
    taken: &BTreeSet<String>,
    skip: bool,
) -> Plan {
    let mut reader =
        Reader { table, columns, plan: Plan::default(), places: HashMap::new(), said: BTreeMap::new() };
    let mut emails: HashMap<String, u64> = HashMap::new();
    for place in 0..table.rows.len() {
        if let Some(person) = reader.row(place) {
            let key = login_key(&person.email);
            let other = emails.get(&key).copied();
            if taken.contains(&key) {
                reader.plan.existing += 1;
                if !skip {
                    reader.wrong(person.line, Column::Email, &person.email, Reason::HasAccount, None);
                }
            }
            if let Some(other) = other {
                reader.wrong(person.line, Column::Email, &person.email, Reason::TwiceInFile, Some(other));
            } else {
                emails.insert(key, person.line);
                reader.plan.people.push(person);
            }
        }
    }
    reader.unfounded();
    reader.plan
}

struct Reader<'a> {
    table: &'a Table,
    columns: &'a BTreeMap<Column, usize>,
    plan: Plan,
    /// Key of a company's name → its place in the plan.
    places: HashMap<String, usize>,
    /// What was said of a company: where first, and what.
    said: BTreeMap<(usize, Column), (u64, String)>,
}

impl Reader<'_> {
    fn wrong(&mut self, line: u64, column: Column, value: &str, reason: Reason, other_line: Option<u64>) {
        let value = clean_line(value).chars().take(SHOWN_LETTERS).collect();
        self.plan.issues.push(Issue { line, column: Some(column), value, reason, other_line });
    }

    fn cell(&self, place: usize, column: Column) -> &str {
        self.columns.get(&column).map_or("", |at| self.table.cell(place, *at))
    }

    /// One row; the person in it, where nothing stands in the way of them.
    fn row(&mut self, place: usize) -> Option<PlannedPerson> {
        let line = self.table.rows[place].line;
        let before = self.plan.issues.len();
        if self.is_staff(place) {
            let value = self.cell(place, Column::Email).chars().take(SHOWN_LETTERS).collect();
            let column = Some(Column::Role);
            self.plan.skipped.push(Issue { line, column, value, reason: Reason::Staff, other_line: None });
            return None;
        }
        self.unreadable(place, line);
        if self.table.rows[place].cells().skip(self.table.head.len()).any(|cell| !cell.is_empty()) {
            let value = self.table.rows[place].cells().last().unwrap_or_default();
            let value = value.chars().take(SHOWN_LETTERS).collect();
            self.plan.issues.push(Issue {
                line,
                column: None,
                value,
                reason: Reason::TooManyCells,
                other_line: None,
            });
        }
        let company = self.company(place, line);
        let person = self.person(place, line);
        let (company, person) = (company?, person?);
        (self.plan.issues.len() == before).then_some(PlannedPerson { company, ..person })
    }

    /// A row of the export of users that is none of a client: a role of staff, and no company.
    fn is_staff(&self, place: usize) -> bool {
        let role = sort_key(self.cell(place, Column::Role));
        self.cell(place, Column::Company).is_empty() && matches!(&*role, "admin" | "technician" | "viewer")
    }

    /// Letters that could not be decoded are named where they stand: entered, they would be lost for good.
    fn unreadable(&mut self, place: usize, line: u64) {
        let columns = self.columns;
        for column in columns.keys() {
            let value = self.cell(place, *column).to_owned();
            if value.contains(char::REPLACEMENT_CHARACTER) {
                self.wrong(line, *column, &value, Reason::Unreadable, None);
            }
        }
    }

    fn company(&mut self, place: usize, line: u64) -> Option<usize> {
        let typed = self.cell(place, Column::Company).to_owned();
        let mut wrong = Fields::default();
        let name = fields::name(&mut wrong, &typed);
        if !wrong.0.is_empty() {
            self.wrong(line, Column::Company, &typed, missing_or_long(&typed), None);
            return None;
        }
        let key = login_key(&name);
        let company = match self.places.get(&key) {
            Some(known) => *known,
            None => {
                let next = self.plan.companies.len();
                self.places.insert(key, next);
                self.plan.companies.push(PlannedCompany { name, ..PlannedCompany::default() });
                next
            }
        };
        use Column::{ContactEmail, EmailDomains, PsaAutoProvisioning, PsaCompanyId};
        for column in [ContactEmail, EmailDomains, PsaCompanyId, PsaAutoProvisioning] {
            self.fact(place, line, company, column);
        }
        Some(company)
    }

    /// A fact of the company: the first line that gives one decides, and the others must not differ.
    fn fact(&mut self, place: usize, line: u64, company: usize, column: Column) {
        let typed = self.cell(place, column).to_owned();
        if typed.is_empty() {
            return;
        }
        if let Some((first, said)) = self.said.get(&(company, column)) {
            if *said != typed.to_lowercase() {
                let first = *first;
                self.wrong(line, column, &typed, Reason::Differs, Some(first));
            }
            return;
        }
        self.said.insert((company, column), (line, typed.to_lowercase()));
        let mut wrong = Fields::default();
        let planned = &mut self.plan.companies[company];
        let reason = match column {
            Column::ContactEmail => {
                planned.contact_email = fields::contact_email(&mut wrong, Some(&typed));
                Reason::NotEmail
            }
            Column::EmailDomains => {
                let domains: Vec<String> = typed
                    .split([',', ';', ' '])
                    .filter(|domain| !domain.is_empty())
                    .map(str::to_owned)
                    .collect();
                planned.email_domains = fields::email_domains(&mut wrong, &domains);
                Reason::NotDomain
            }
            Column::PsaAutoProvisioning => {
                let said = answer(&sort_key(&typed));
                if said.is_none() {
                    wrong.add("psa_auto_provisioning", "");
                }
                planned.psa_auto_provisioning = said.unwrap_or_default();
                Reason::UnknownAnswer
            }
            _ => {
                planned.psa_company_id = fields::psa_company_id(&mut wrong, Some(&typed));
                Reason::TooLong
            }
        };
        if !wrong.0.is_empty() {
            self.wrong(line, column, &typed, reason, None);
        }
    }

    /// Whose contacts become users by themselves must be known to the PSA.
    fn unfounded(&mut self) {
        for place in 0..self.plan.companies.len() {
            let planned = &self.plan.companies[place];
            let said = self.said.get(&(place, Column::PsaAutoProvisioning)).map(|(line, _)| *line);
            if let Some(line) =
                said.filter(|_| planned.psa_auto_provisioning && planned.psa_company_id.is_none())
            {
                self.wrong(line, Column::PsaCompanyId, "", Reason::Missing, None);
            }
        }
    }

    /// The person of the row; `None` where there is none, as in a row that only names a company, or where a cell is wrong.
    fn person(&mut self, place: usize, row_line: u64) -> Option<PlannedPerson> {
        let name_column =
            if self.columns.contains_key(&Column::Name) { Column::Name } else { Column::LastName };
        let parts = [self.cell(place, Column::FirstName), self.cell(place, Column::LastName)];
        let whole = Some(self.cell(place, Column::Name)).filter(|name| !name.is_empty()).map(str::to_owned);
        let typed_name = whole.unwrap_or_else(|| parts.join(" ").trim().to_owned());
        let typed_email = self.cell(place, Column::Email).to_owned();
        let rest = [Column::Role, Column::Access, Column::Billing];
        let alone = rest.iter().all(|column| self.cell(place, *column).is_empty());
        if typed_name.is_empty() && typed_email.is_empty() && alone {
            return None;
        }
        let mut wrong = Fields::default();
        let name = person_name(&mut wrong, "name", &typed_name);
        let email = email(&mut wrong, "email", &typed_email);
        if let Some(sentence) = wrong.0.get("name") {
            let is_address = sentence == NAME_HOLDS_ADDRESS;
            let reason = if is_address { Reason::HoldsAddress } else { missing_or_long(&typed_name) };
            self.wrong(row_line, name_column, &typed_name, reason, None);
        }
        if wrong.0.contains_key("email") {
            let reason = if typed_email.is_empty() { Reason::Missing } else { Reason::NotEmail };
            self.wrong(row_line, Column::Email, &typed_email, reason, None);
        }
        let role = self.word(place, row_line, Column::Role, Reason::UnknownRole, role);
        let access = self.word(place, row_line, Column::Access, Reason::UnknownAccess, access);
        let billing = self.word(place, row_line, Column::Billing, Reason::UnknownAnswer, answer);
        let (role, access, billing) = (role?, access?, billing?);
        wrong.0.is_empty().then_some(PlannedPerson {
            line: row_line,
            company: 0,
            name,
            email,
            role,
            access,
            billing,
        })
    }

    fn word<T>(
        &mut self,
        place: usize,
        line: u64,
        column: Column,
        reason: Reason,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let typed = self.cell(place, column).to_owned();
        let found = read(&sort_key(&typed.replace(['_', '-'], " ")));
        if found.is_none() {
            self.wrong(line, column, &typed, reason, None);
        }
        found
    }
}

fn missing_or_long(typed: &str) -> Reason {
    if typed.is_empty() { Reason::Missing } else { Reason::TooLong }
}

fn role(folded: &str) -> Option<Role> {
    match folded {
        "" | "user" | "member" | "benutzer" | "mitglied" | "usuario" | "miembro" => Some(Role::User),
        "company admin"
        | "admin"
        | "administrator"
        | "team admin"
        | "firmenadmin"
        | "firmen admin"
        | "administrador"
        | "administrador de la empresa" => Some(Role::CompanyAdmin),
        _ => None,
    }
}

fn access(folded: &str) -> Option<Access> {
    match folded {
        "" | "own" | "own tickets" | "eigene" | "propios" | "propias" => Some(Access::Own),
        "company" | "all" | "all tickets" | "firma" | "alle" | "empresa" | "todos" => Some(Access::Company),
        _ => None,
    }
}

fn answer(folded: &str) -> Option<bool> {
    match folded {
        "" | "yes" | "y" | "true" | "1" | "x" | "ja" | "wahr" | "si" | "verdadero" => Some(true),
        "no" | "n" | "false" | "0" | "nein" | "falsch" | "falso" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
