//! The words of a text: what separates them, and what else a word is found by.

use super::fold::{fold, is_ignored, spelled};

/// Words longer than this are found by this many first characters.
pub(super) const LONGEST: usize = 12;

/// Calls `take` with every piece that a text is found by; each is found by its beginnings too, see
/// [`super::beginnings`]. The same piece may come several times.
pub(super) fn pieces(text: &str, mut take: impl FnMut(&str)) {
    let mut joined = String::new();
    let mut parts = 0;
    let mut end = 0;
    for (start, run) in runs(text) {
        // `e-mail` is found by `email` as well, `O'Brien` by `obrien`.
        if parts > 0 && !is_joiner(&text[end..start]) {
            whole(&joined, parts, &mut take);
            joined.clear();
            parts = 0;
        }
        joined.push_str(run);
        parts += 1;
        end = start + run.len();
        folded(run, &mut take);
        inner(run, |part| folded(part, &mut take));
    }
    whole(&joined, parts, &mut take);
}

/// Calls `take` with every piece that a search asks for: one of these forms must be there. Scripts without blanks are asked
/// for in pairs of letters, overlapping ones where `closely`.
pub(super) fn asked(search: &str, closely: bool, mut take: impl FnMut(Vec<String>)) {
    for (_, run) in runs(search) {
        let forms = parts(run, closely);
        let others =
            spelled(run).map(|run| parts(&run, closely)).filter(|others| others.len() == forms.len());
        let mut others = others.unwrap_or_default().into_iter();
        for form in forms {
            take([Some(form), others.next()].into_iter().flatten().collect());
        }
    }
}

fn parts(run: &str, closely: bool) -> Vec<String> {
    let mut found = Vec::new();
    segments(&fold(run), |segment, blanks| {
        let letters: Vec<char> = segment.chars().collect();
        if blanks {
            found.push(letters.into_iter().take(LONGEST).collect());
        } else if let [letter] = letters[..] {
            found.push(letter.to_string());
        } else if closely {
            found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else {
            found.extend(letters.chunks_exact(2).map(|pair| pair.iter().collect::<String>()));
            found.push(letters[letters.len() - 2..].iter().collect());
        }
    });
    found
}

fn whole(joined: &str, parts: usize, take: &mut impl FnMut(&str)) {
    if parts > 1 {
        folded(joined, take);
    }
}

/// The pieces of one run of letters and digits: `Müller` is found by `muller` and by `mueller`.
fn folded(run: &str, take: &mut impl FnMut(&str)) {
    folded_once(run, take);
    if let Some(other) = spelled(run) {
        folded_once(&other, take);
    }
}

fn folded_once(run: &str, take: &mut impl FnMut(&str)) {
    segments(&fold(run), |segment, blanks| {
        if blanks {
            let end = segment.char_indices().nth(LONGEST).map_or(segment.len(), |(end, _)| end);
            take(&segment[..end]);
            return;
        }
        let mut starts: Vec<usize> = segment.char_indices().map(|(start, _)| start).collect();
        starts.push(segment.len());
        // A pair is found by its first letter too; the last letter has no pair.
        starts.windows(3).for_each(|pair| take(&segment[pair[0]..pair[2]]));
        if let [.., last, end] = starts[..] {
            take(&segment[last..end]);
        }
    });
}

/// Letters, digits and marks that stand together, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !is_word(c))
        .filter(|run| run.chars().any(char::is_alphanumeric))
        .map(move |run| (run.as_ptr() as usize - base, run))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_ignored(c) || unicode_normalization::char::is_combining_mark(c)
}

/// True where the text between two runs makes them one word.
fn is_joiner(between: &str) -> bool {
    matches!(between, "'" | "\u{2019}" | "-" | "\u{2010}" | "\u{2011}")
}

/// The parts of `QuarterlyReport2026`: `Quarterly`, `Report`, `2026`; none where it has only one.
fn inner(run: &str, mut take: impl FnMut(&str)) {
    let mut start = 0;
    let letters: Vec<(usize, char)> = run.char_indices().collect();
    for (place, pair) in letters.windows(2).enumerate() {
        let [(_, before), (at, here)] = *pair else { continue };
        let next = letters.get(place + 2).map(|(_, next)| *next);
        let edge = before.is_lowercase() && here.is_uppercase()
            || before.is_numeric() != here.is_numeric() && before.is_alphanumeric() && here.is_alphanumeric()
            || before.is_uppercase() && here.is_uppercase() && next.is_some_and(char::is_lowercase);
        if edge {
            take(&run[start..at]);
            start = at;
        }
    }
    if start > 0 {
        take(&run[start..]);
    }
}

/// Parts of a folded run, each with whether its script puts blanks between words. Folding can bring signs with it (`½`
/// becomes `1⁄2`): they separate.
fn segments(folded: &str, mut take: impl FnMut(&str, bool)) {
    for run in folded.split(|c: char| !is_word(c)).filter(|run| !run.is_empty()) {
        let mut start = 0;
        let mut kind: Option<bool> = None;
        for (at, c) in run.char_indices() {
            // Marks belong to the letter before them.
            if unicode_normalization::char::is_combining_mark(c) && kind.is_some() {
                continue;
            }
            let blanks = !is_unspaced(c);
            if kind.is_some_and(|kind| kind != blanks) {
                take(&run[start..at], !blanks);
                start = at;
            }
            kind = Some(blanks);
        }
        if let Some(blanks) = kind {
            take(&run[start..], blanks);
        }
    }
}

/// True for letters of scripts that write words without blanks between them, or join words as Korean does.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        // Thai, Lao, Myanmar, Khmer
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{A9E0}'..='\u{A9FF}'
        | '\u{AA60}'..='\u{AA7F}'
        // Hangul
        | '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}'
        // Kana, Bopomofo, Han
        | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{3035}' | '\u{3041}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}
