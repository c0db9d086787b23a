//! What the columns of a file mean, by their names.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A column's name as it is compared: letters and digits alone, small, without their marks. So `*InvoiceNumber`,
/// `invoice_number` and `Invoice number` are one name.
#[must_use]
pub fn fold(name: &str) -> String {
    let plain = name.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(name.len());
    for letter in plain.filter(|letter| letter.is_alphanumeric()) {
        if letter == 'ß' { folded.push_str("ss") } else { folded.push(letter) }
    }
    folded
}

/// What the columns of a head mean: meaning → place. `known` lists the names of each meaning, the best first. A column
/// has one meaning at most.
#[must_use]
pub fn guess<C: Copy + Ord>(head: &[String], known: &[(C, &[&str])]) -> BTreeMap<C, usize> {
    let folded: Vec<String> = head.iter().map(|name| fold(name)).collect();
    let mut found = BTreeMap::new();
    let mut taken = vec![false; folded.len()];
    // The best name of every meaning is looked for before the second best of any, wherever the columns stand.
    let most = known.iter().map(|(_, names)| names.len()).max().unwrap_or(0);
    for rank in 0..most {
        for (column, names) in known {
            let Some(name) = names.get(rank).map(|name| fold(name)) else { continue };
            if found.contains_key(column) {
                continue;
            }
            let place = folded.iter().enumerate().position(|(at, given)| *given == name && !taken[at]);
            if let Some(place) = place {
                taken[place] = true;
                found.insert(*column, place);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_it_is_written() {
        for name in
            ["*InvoiceNumber", "invoice_number", "Invoice number", "INVOICE-NUMBER", " invoice  number: "]
        {
            assert_eq!(fold(name), "invoicenumber");
        }
        assert_eq!(fold("Fälligkeit (Straße)"), "falligkeitstrasse");
        assert_eq!(fold("№ 会社"), "no会社");
    }

    #[test]
    fn the_better_name_wins_and_no_column_means_two_things() {
        let head = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let known: &[(u8, &[&str])] = &[(1, &["name", "company"]), (2, &["company", "client"])];
        assert_eq!(guess(&head(&["company", "name"]), known), BTreeMap::from([(1, 1), (2, 0)]));
        assert_eq!(guess(&head(&["company"]), known), BTreeMap::from([(2, 0)]));
        assert_eq!(guess(&head(&["x", "Client", "Company"]), known), BTreeMap::from([(2, 2)]));
        assert_eq!(guess(&head(&["name", "name"]), known), BTreeMap::from([(1, 0)]));
    }
}
