//! What a person chose for themselves: language, time zone, and the mails that they want.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Role;

/// A language that the portal speaks.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::De, Self::Es];

    /// The tag of BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
        }
    }

    /// A day as it is written in the language: `Mar 2, 2026`, `02.03.2026`, `02/03/2026`.
    #[must_use]
    pub fn day(self, date: Date) -> String {
        date.strftime(self.form_of_days()).to_string()
    }

    /// A moment to the minute, in UTC: `Mar 2, 2026, 14:05 UTC`.
    #[must_use]
    pub fn moment(self, at: Timestamp) -> String {
        at.to_zoned(TimeZone::UTC).strftime(&format!("{}, %H:%M UTC", self.form_of_days())).to_string()
    }

    fn form_of_days(self) -> &'static str {
        match self {
            Self::En => "%b %-d, %Y",
            Self::De => "%d.%m.%Y",
            Self::Es => "%d/%m/%Y",
        }
    }
}

/// Which mails a person wants. Mails about the account itself (invitation, password, sign-in) always come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notifications {
    /// Answers and changes of status of tickets that the person submitted, watches or works on.
    #[serde(default = "yes")]
    pub ticket_updates: bool,
    /// New announcements.
    #[serde(default)]
    pub announcements: bool,
    /// Documents to sign, and shared files.
    #[serde(default = "yes")]
    pub documents: bool,
    /// Staff: every new ticket, and answers to tickets that nobody works on. Unset, admins get them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_tickets: Option<bool>,
}

fn yes() -> bool {
    true
}

impl Default for Notifications {
    fn default() -> Self {
        Self { ticket_updates: true, announcements: false, documents: true, new_tickets: None }
    }
}

impl Notifications {
    /// Whether a person of this role hears of every new ticket.
    #[must_use]
    pub fn wants_new_tickets(&self, role: Role) -> bool {
        role.is_staff() && self.new_tickets.unwrap_or(role == Role::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_written_as_the_language_does() {
        let at: Timestamp = "2026-03-02T14:05:59Z".parse().unwrap();
        let date = jiff::civil::date(2026, 3, 2);
        let written = Language::ALL.map(|language| (language.day(date), language.moment(at)));
        let wanted = [
            ("Mar 2, 2026", "Mar 2, 2026, 14:05 UTC"),
            ("02.03.2026", "02.03.2026, 14:05 UTC"),
            ("02/03/2026", "02/03/2026, 14:05 UTC"),
        ];
        assert_eq!(written, wanted.map(|(day, moment)| (day.to_owned(), moment.to_owned())));
    }

    #[test]
    fn who_chose_nothing_gets_what_concerns_them() {
        let none: Notifications = serde_json::from_str("{}").unwrap();
        assert_eq!(none, Notifications::default());
        assert!(none.wants_new_tickets(Role::Admin));
        assert!(!none.wants_new_tickets(Role::Technician) && !none.wants_new_tickets(Role::CompanyAdmin));
    }
}
