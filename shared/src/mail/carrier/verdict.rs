//! What a mail server's refusal means: for the address, for the mail, or for all that we send. Pure.

use super::link::Step;
use crate::outbox::Undelivered;

/// Words of an error among which the status code is sought.
const FIRST: usize = 6;

/// A refusal: its reply code, and the enhanced status code where it has one (RFC 3463).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    code: u16,
    enhanced: Option<(u16, u16, u16)>,
}

impl Answer {
    /// From the code and all that was said.
    pub(super) fn read(code: u16, text: &str) -> Self {
        let apart = |c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | '[' | ']' | '#' | ',');
        // It stands first in what was said, behind what the library says; versions and addresses come later.
        let mut words = text.split(apart).filter(|word| !word.is_empty()).take(FIRST);
        Self { code, enhanced: words.find_map(|word| status(word, code)) }
    }
}

/// `5.1.10`, where it is of the reply code's own class; class 4 behind a 5 is one as well: such servers mean "later".
fn status(word: &str, code: u16) -> Option<(u16, u16, u16)> {
    let mut parts = word.split('.').map(|part| {
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    });
    let (class, subject, detail) = (parts.next()??, parts.next()??, parts.next()??);
    let known = (4..=5).contains(&class) && class <= code / 100;
    (parts.next().is_none() && known).then_some((class, subject, detail))
}

/// What a refusal at this step means.
pub(super) fn verdict(step: Step, answer: &Answer, text: String) -> Undelivered {
    if answer.code < 500 {
        return Undelivered::Later(text);
    }
    match answer.enhanced {
        Some((4, ..)) => Undelivered::Later(text),
        Some((_, subject, detail)) => enhanced(step, answer.code, (subject, detail), text),
        None => plain(step, answer.code, text),
    }
}

fn enhanced(step: Step, code: u16, status: (u16, u16), text: String) -> Undelivered {
    match status {
        // Full, or not now.
        (2, 2) | (3, 0..=3 | 5) => Undelivered::Later(text),
        // Nothing has been said of the recipient yet, or it is the sender's address.
        _ if step == Step::Sender => Undelivered::Refused(text),
        (1, 7 | 8) => Undelivered::Refused(text),
        (1, _) | (2, 0 | 1) | (6, 7) => Undelivered::NoSuchAddress(text),
        // The route, and what the server lets us do.
        (4 | 7, _) => Undelivered::Refused(text),
        // Undefined: what the reply code says.
        (0 | 5, 0) => plain(step, code, text),
        _ => Undelivered::Never(text),
    }
}

/// Without an enhanced code nothing is known but whose turn it was: the sender's, or this mail's alone.
fn plain(step: Step, code: u16, text: String) -> Undelivered {
    match (step, code) {
        (Step::Recipient, 501 | 550 | 551 | 553 | 556) => Undelivered::NoSuchAddress(text),
        (Step::Recipient | Step::Content, 550 | 551 | 553 | 554 | 555) => Undelivered::Never(text),
        (Step::Sender, 530..=599) => Undelivered::Refused(text),
        _ => Undelivered::Later(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(step: Step, code: u16, text: &str) -> &'static str {
        match verdict(step, &Answer::read(code, text), text.to_owned()) {
            Undelivered::Down(_) => "down",
            Undelivered::Refused(_) => "refused",
            Undelivered::Later(_) => "later",
            Undelivered::NoSuchAddress(_) => "address",
            Undelivered::Never(_) => "never",
        }
    }

    #[test]
    fn the_enhanced_status_code_decides() {
        for (code, text, wanted) in [
            (550, "5.1.1 <x@y.example>: Recipient address rejected", "address"),
            (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", "address"),
            (550, "5.2.1 The account that you tried to reach is disabled", "address"),
            (552, "5.2.2 mailbox full", "later"),
            (550, "5.2.2 over quota", "later"),
            (452, "4.2.2 The recipient's mailbox is full", "later"),
            (450, "4.7.1 Greylisted", "later"),
            (421, "4.7.0 Try again later, closing connection", "later"),
            (550, "4.2.1 later", "later"),
            (550, "5.7.233 tenant external recipient rate limit exceeded", "refused"),
            (550, "5.7.236 limit for onmicrosoft.com", "refused"),
            (550, "5.7.30 Basic authentication is not supported", "refused"),
            (554, "5.7.1 relay access denied", "refused"),
            (550, "5.7.1 [192.0.2.1] refused", "refused"),
            (554, "5.4.14 hop count exceeded", "refused"),
            (550, "#5.1.1 bad address", "address"),
            (550, "permanent error (550): 5.1.1 unknown", "address"),
            (552, "5.3.4 too big", "never"),
            (554, "5.6.0 malformed", "never"),
            (553, "5.1.8 sender's domain", "refused"),
            (550, "5.5.0 Requested action not taken: mailbox unavailable", "address"),
        ] {
            assert_eq!(judged(Step::Recipient, code, text), wanted, "{code} {text}");
        }
    }

    #[test]
    fn without_one_a_refusal_is_about_this_mail_or_its_sender() {
        for (step, code, wanted) in [
            (Step::Recipient, 550, "address"),
            (Step::Recipient, 553, "address"),
            (Step::Recipient, 554, "never"),
            (Step::Content, 550, "never"),
            (Step::Content, 554, "never"),
            (Step::Content, 552, "later"),
            (Step::Sender, 550, "refused"),
            (Step::Sender, 530, "refused"),
            (Step::Sender, 501, "later"),
            (Step::Recipient, 450, "later"),
            (Step::Recipient, 421, "later"),
            (Step::Recipient, 503, "later"),
        ] {
            assert_eq!(judged(step, code, "No, from 1.2.3.4 or 10.5.1.1"), wanted, "{step:?} {code}");
        }
    }
}
