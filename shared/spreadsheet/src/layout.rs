//! Where the cells of a file are parted, and where its rows begin.

/// What parts cells; among equals the first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter, and the byte at which the rows begin: behind a line as `sep=;`, with which spreadsheets are told.
pub(crate) fn layout(text: &str) -> (u8, usize) {
    let begin = text.len() - text.trim_start_matches(['\n', ' ', '\u{feff}']).len();
    if let Some((delimiter, length)) = told(&text[begin..]) {
        return (delimiter, begin + length);
    }
    (counted(text), 0)
}

/// `sep=;`, in quotes or not; with the length of its line.
fn told(text: &str) -> Option<(u8, usize)> {
    let line = text.split('\n').next().unwrap_or_default();
    // A program that saves such a file anew may fill its first row up with delimiters.
    let bare = line.trim().trim_matches('"');
    let rest = bare.get(..4).filter(|word| word.eq_ignore_ascii_case("sep="))?;
    let delimiter = match bare.as_bytes().get(rest.len()) {
        Some(byte) if CANDIDATES.contains(byte) => *byte,
        Some(byte) if byte.is_ascii_punctuation() && *byte != b'"' => *byte,
        // The tab behind `sep=` is white space, which the trimming took.
        None if line.contains('\t') => b'\t',
        _ => return None,
    };
    Some((delimiter, (line.len() + 1).min(text.len())))
}

/// Whichever is most frequent in the first line that says something: lines of nothing but delimiters do not.
fn counted(text: &str) -> u8 {
    let mut counts = [0_usize; CANDIDATES.len()];
    let (mut quoted, mut says) = (false, false);
    for byte in text.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == b'\n' && !quoted {
            if says && counts.iter().any(|count| *count > 0) {
                break;
            }
            (counts, says) = ([0; CANDIDATES.len()], false);
        } else if quoted {
            says = true;
        } else if let Some(place) = CANDIDATES.iter().position(|each| *each == byte) {
            counts[place] += 1;
        } else if byte != b' ' {
            says = true;
        }
    }
    let best = counts.iter().copied().max().filter(|count| *count > 0);
    let place = best.and_then(|best| counts.iter().position(|count| *count == best));
    place.map_or(b',', |place| CANDIDATES[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_told_or_counted_in_the_first_line_that_says_something() {
        for (text, delimiter) in [
            ("a;b\n", b';'),
            ("a,b\n", b','),
            ("a\tb\n", b'\t'),
            ("a|b\n", b'|'),
            ("\n\na;b\n", b';'),
            (";;;\na,b,c\n", b','),
            (",,\n;;;\nName;E-Mail\n", b';'),
            ("\"a;b;c\",d\n", b','),
            ("\"a\nb;c;d\",e\n", b','),
            ("Invoice list\nDate,Num,Name\n", b','),
            ("name\nAnn\n", b','),
            ("", b','),
        ] {
            assert_eq!(layout(text), (delimiter, 0), "{text:?}");
        }
        for (text, delimiter, at) in [
            ("sep=;\na,b;c\n", b';', 6),
            ("SEP=,\na\n", b',', 6),
            ("\"sep=;\"\na\n", b';', 8),
            ("\nsep=|\na\n", b'|', 7),
            ("sep=\t\na\n", b'\t', 6),
            ("sep=;;;\na\n", b';', 8),
            ("sep=;", b';', 5),
        ] {
            assert_eq!(layout(text), (delimiter, at), "{text:?}");
        }
    }
}
