//! Which company an invoice of a file is for. Posting texts of DATEV often hold more than the name.

use std::collections::BTreeMap;

use shared::app::App;
use shared::company::CompanyHead;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::tenant::Scope;

use super::cells::Cells;
use super::columns::Column;
use super::groups::Group;
use super::layout::Layout;

/// Words of a text that are looked at.
const WORDS: usize = 12;
/// Names that are asked for at most: each hundred cost a round trip.
const PHRASES: usize = 10_000;

/// Companies by their names as the file writes them.
pub(super) struct Companies {
    known: BTreeMap<String, CompanyId>,
    /// True where a name may stand in the midst of a text.
    in_text: bool,
    /// True where the texts hold more possible names than are looked for.
    is_cut: bool,
}

/// The company that was found.
pub(super) struct Match {
    pub(super) company: CompanyId,
    /// The name that stands in a longer text: a common word can be a name, too, so the reader should look at it.
    pub(super) within: Option<String>,
}

impl Companies {
    /// Looks for the companies of all groups.
    pub(super) async fn of(
        app: &App,
        scope: &Scope,
        cells: &Cells<'_>,
        groups: &[Group],
    ) -> Result<Self, Problem> {
        let names: Vec<String> = groups.iter().map(|group| group.company.clone()).collect();
        let mut known = CompanyHead::named(&app.store, scope, &names).await?;
        let in_text = cells.layout == Some(Layout::Datev);
        let mut is_cut = false;
        if in_text {
            let unknown = groups.iter().filter(|group| !known.contains_key(&group.company));
            let mut parts: Vec<String> = unknown
                .flat_map(|group| phrases(&group.company, number(cells, group)))
                .map(|one| one.text)
                .collect();
            parts.sort();
            parts.dedup();
            is_cut = parts.len() > PHRASES;
            parts.truncate(PHRASES);
            known.extend(CompanyHead::named(&app.store, scope, &parts).await?);
        }
        Ok(Self { known, in_text, is_cut })
    }

    /// The company of a group. `Err` with a sentence where there is none, or more than one.
    pub(super) fn find(&self, cells: &Cells<'_>, group: &Group) -> Result<Match, String> {
        let written = &group.company;
        if written.is_empty() {
            return Err("Please fill this in.".to_owned());
        }
        let id = CompanyId::parse(&written.to_uppercase().replacen("CMP_", "cmp_", 1));
        if let Some(company) = id.or_else(|| self.known.get(written).cloned()) {
            return Ok(Match { company, within: None });
        }
        let shown: String = written.chars().take(60).collect();
        if cells.layout == Some(Layout::Stripe) && written.starts_with("cus_") {
            return Err("The file names customers only by Stripe's id. Export it again with the column “Customer Name”."
                .to_owned());
        }
        let found = if self.in_text { self.within(written, number(cells, group)) } else { Vec::new() };
        match found.as_slice() {
            [] if self.is_cut => Err(format!(
                "“{shown}” was not looked through: the file has too many different texts. Choose a column that holds the company's name, or import a part of the file."
            )),
            [] if self.in_text => Err(format!("No company's name stands in “{shown}”.")),
            [] => Err(format!("There is no company named “{shown}”.")),
            [(name, company)] => Ok(Match { company: (*company).clone(), within: Some(name.clone()) }),
            [(one, _), (other, _), ..] => {
                Err(format!("“{shown}” names more than one company: “{one}” and “{other}”."))
            }
        }
    }

    /// Companies whose names stand in a text as whole words. A name within a longer one, as “Birch” in “Birch Ltd”, does
    /// not count.
    fn within(&self, text: &str, number: &str) -> Vec<(String, &CompanyId)> {
        let mut found: Vec<(Phrase, &CompanyId)> = phrases(text, number)
            .into_iter()
            .filter_map(|phrase| self.known.get(&phrase.text).map(|company| (phrase, company)))
            .collect();
        found.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.to - phrase.from));
        let mut kept: Vec<(Phrase, &CompanyId)> = Vec::new();
        for (phrase, company) in found {
            let covered = kept.iter().any(|(other, _)| other.from <= phrase.from && phrase.to <= other.to);
            if !covered && kept.iter().all(|(_, other)| *other != company) {
                kept.push((phrase, company));
            }
        }
        kept.into_iter().map(|(phrase, company)| (phrase.text, company)).collect()
    }
}

/// The invoice's number, which is no part of a name.
fn number<'a>(cells: &'a Cells<'_>, group: &Group) -> &'a str {
    group.rows.first().map_or("", |row| cells.text(*row, Column::Number))
}

/// Words that follow each other in a text.
struct Phrase {
    text: String,
    from: usize,
    to: usize,
}

/// All phrases of a text that may be a name, with and without the punctuation around them.
fn phrases(text: &str, number: &str) -> Vec<Phrase> {
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    let mut phrases = Vec::new();
    for from in 0..words.len() {
        for to in from + 1..=words.len() {
            let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()) == number;
            if words[to - 1] == number || (!number.is_empty() && bare(words[to - 1])) {
                break;
            }
            let whole = words[from..to].join(" ");
            let trimmed = whole.trim_matches([',', ';', ':', '(', ')', '/', '-', '"']).trim();
            if trimmed != whole && !trimmed.is_empty() {
                phrases.push(Phrase { text: trimmed.to_owned(), from, to });
            }
            phrases.push(Phrase { text: whole, from, to });
        }
    }
    phrases
}
