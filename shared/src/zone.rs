//! Time zones: the known names and their spelling. The database is built into the program, so that all machines know
//! the same zones.

use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::problem::Fields;

/// Maximum length of a name.
const LENGTH: usize = 64;
/// Database entries that are not zones. Browsers reject them.
const NONE: [&str; 4] = ["Etc/Unknown", "Factory", "localtime", "posixrules"];

static KNOWN: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of this name, in whatever case; its `iana_name` is how the name is spelled.
#[must_use]
pub fn find(name: &str) -> Option<TimeZone> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    let zone = (plain && name.len() <= LENGTH).then(|| KNOWN.get(name).ok()).flatten()?;
    let known = zone.iana_name().is_some_and(|name| !NONE.contains(&name));
    known.then_some(zone)
}

/// The zone's name in its usual spelling; `None` for an empty name, and for an unknown one, which is an error in
/// `fields`.
pub fn zone_name(fields: &mut Fields, field: &str, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let zone = find(name);
    let name = zone.as_ref().and_then(TimeZone::iana_name).map(str::to_owned);
    if name.is_none() {
        fields.add(field, "This time zone is not known. Use a name such as Europe/Berlin.");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_told_from_other_text_and_spelled_one_way() {
        for (name, spelled) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("EUROPE/berlin", Some("Europe/Berlin")),
            ("America/Argentina/Buenos_Aires", Some("America/Argentina/Buenos_Aires")),
            ("utc", Some("UTC")),
            ("Etc/GMT+5", Some("Etc/GMT+5")),
            ("Mars/Olympus", None),
            ("../../etc/passwd", None),
            ("Europe/Berlin ", None),
            ("posixrules", None),
            ("Factory", None),
            ("etc/unknown", None),
            ("right/Europe/Berlin", None),
            ("", None),
        ] {
            assert_eq!(find(name).as_ref().and_then(TimeZone::iana_name), spelled, "{name}");
        }
    }

    #[test]
    fn every_zone_of_the_database_has_days() {
        let now = jiff::Timestamp::UNIX_EPOCH;
        let found = KNOWN.available().filter_map(|name| find(name.as_str())).filter(|zone| {
            let there = now.to_zoned(zone.clone());
            there.timestamp() == now
        });
        assert!(found.count() > 400);
    }
}
