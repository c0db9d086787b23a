use proptest::prelude::*;

use super::super::{guess, read};
use super::*;

fn checked(text: &str, taken: &[&str], skip: bool) -> Plan {
    let table = read(text.as_bytes(), None).unwrap();
    let columns = guess(&table.head);
    check(&table, &columns, &taken.iter().map(|email| login_key(email)).collect(), skip)
}

fn issues(plan: &Plan) -> Vec<(u64, Option<Column>, Reason, Option<u64>)> {
    plan.issues.iter().map(|issue| (issue.line, issue.column, issue.reason, issue.other_line)).collect()
}

#[test]
fn a_good_file_names_companies_once_and_everybody() {
    let plan = checked(
        "Company,Domains,Name,Email,Role,Access,Billing\n\
         Birch,birch.example,Ann,ann@birch.example,Company admin,,\n\
         BIRCH,,Bob,bob@birch.example,,all,no\n\
         Cedar,,,,,,\n",
        &[],
        false,
    );
    assert_eq!(plan.issues, []);
    let companies: Vec<&str> = plan.companies.iter().map(|company| company.name.as_str()).collect();
    assert_eq!(companies, ["Birch", "Cedar"]);
    assert_eq!(plan.companies[0].email_domains, ["birch.example"]);
    let people: Vec<_> =
        plan.people.iter().map(|one| (one.company, one.role, one.access, one.billing)).collect();
    assert_eq!(people, [(0, Role::CompanyAdmin, Access::Own, true), (0, Role::User, Access::Company, false)]);
}

#[test]
fn sec_31_a_name_with_an_address_is_named_with_its_line() {
    let plan = checked(
        "Company,Name,Email\nBirch,Dr.med. Ann St.John,ann@birch.example\nBirch,Visit evil.com/x,bob@birch.example\n",
        &[],
        false,
    );
    assert_eq!(issues(&plan), [(3, Some(Column::Name), Reason::HoldsAddress, None)]);
}

#[test]
fn every_bad_cell_is_named_with_its_line() {
    let plan = checked(
        "Company,Name,Email,Role,Billing,Contact email,Domains\n\
         ,Ann,ann@birch.example,,,,\n\
         Birch,,bob@birch.example,,,,\n\
         Birch,Bob,not an email,chief,maybe,nobody,x y\n\
         Birch,Cy,cy@birch.example,,,a@b.example,\n\
         Birch,Dee,dee@birch.example,,,,,more\n",
        &[],
        false,
    );
    use Column::{Billing, Company, ContactEmail, Email, EmailDomains, Name, Role};
    assert_eq!(
        issues(&plan),
        [
            (2, Some(Company), Reason::Missing, None),
            (3, Some(Name), Reason::Missing, None),
            (4, Some(ContactEmail), Reason::NotEmail, None),
            (4, Some(EmailDomains), Reason::NotDomain, None),
            (4, Some(Email), Reason::NotEmail, None),
            (4, Some(Role), Reason::UnknownRole, None),
            (4, Some(Billing), Reason::UnknownAnswer, None),
            (5, Some(ContactEmail), Reason::Differs, Some(4)),
            (6, None, Reason::TooManyCells, None),
        ]
    );
    assert_eq!(plan.people, []);
}

#[test]
fn duplicates_are_named_in_the_file_and_in_the_portal() {
    let text =
        "Company,Name,Email\nBirch,Ann,ann@a.example\nCedar,Ann,ANN@a.example\nBirch,Bob,bob@a.example\n";
    let plan = checked(text, &["Bob@A.example"], false);
    assert_eq!(
        issues(&plan),
        [
            (3, Some(Column::Email), Reason::TwiceInFile, Some(2)),
            (4, Some(Column::Email), Reason::HasAccount, None),
        ]
    );
    let plan = checked(text, &["bob@a.example"], true);
    assert_eq!((plan.issues.len(), plan.existing, plan.people.len()), (1, 1, 2));
}

proptest! {
    #[test]
    fn an_export_of_companies_is_read_as_what_it_was_made_of(
        names in prop::collection::btree_set("['=+@|%-]{0,2}[a-zäß日, ;\"']{1,12}", 1..8),
    ) {
        let names: Vec<String> = names.iter().map(|name| shared::http::clean_line(name)).filter(|name| !name.is_empty()).collect();
        let head = ["id", "name", "status", "contact_email", "email_domains", "psa_company_id", "psa_auto_provisioning", "added"];
        let mut csv = shared::csv::Csv::new(&head).unwrap();
        for name in &names {
            let cells = ["cmp_1", name, "active", "", "", "", "no", "2026-01-01"];
            csv.row(cells.map(shared::csv::Cell::from)).unwrap();
        }
        let bytes = csv.finish().unwrap();
        if names.is_empty() {
            return Ok(());
        }
        let table = read(&bytes, None).unwrap();
        let plan = check(&table, &guess(&table.head), &std::collections::BTreeSet::new(), true);
        prop_assert_eq!(&plan.issues, &[]);
        let mut expected: Vec<String> = Vec::new();
        for name in names {
            if !expected.iter().any(|known| login_key(known) == login_key(&name)) {
                expected.push(name);
            }
        }
        let read: Vec<String> = plan.companies.into_iter().map(|company| company.name).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn a_row_is_either_planned_or_named(
        rows in prop::collection::vec(("[A-C]?", "[a-b ]{0,2}", "([a-d]@x\\.example|bad|)", "(user|boss|)"), 1..30),
    ) {
        let mut text = "Company,Name,Email,Role\n".to_owned();
        for (company, name, email, role) in &rows {
            text.push_str(&format!("{company},{name},{email},{role}\n"));
        }
        let Ok(table) = read(text.as_bytes(), None) else { return Ok(()) };
        let plan = check(&table, &guess(&table.head), &BTreeSet::new(), false);
        let named: BTreeSet<u64> = plan.issues.iter().map(|issue| issue.line).collect();
        let planned: BTreeSet<u64> = plan.people.iter().map(|one| one.line).collect();
        prop_assert!(named.is_disjoint(&planned));
        for row in &table.rows {
            let only_company = row.cells().skip(1).all(str::is_empty);
            prop_assert!(only_company || named.contains(&row.line) || planned.contains(&row.line));
        }
    }
}

#[test]
fn contacts_become_users_only_of_companies_that_the_psa_knows() {
    let plan = checked(
        "Company,PSA id,PSA auto-provisioning\n\
         Birch,B-1,yes\n\
         Cedar,,yes\n\
         Elm,E-1,no\n\
         Fir,F-1,perhaps\n\
         Ash,A-1,\n",
        &[],
        false,
    );
    let on: Vec<bool> = plan.companies.iter().map(|company| company.psa_auto_provisioning).collect();
    assert_eq!(on, [true, true, false, false, false]);
    assert_eq!(
        issues(&plan),
        [
            (5, Some(Column::PsaAutoProvisioning), Reason::UnknownAnswer, None),
            (3, Some(Column::PsaCompanyId), Reason::Missing, None),
        ]
    );
}
