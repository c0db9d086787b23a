//! The rule's refusals as problems.

use shared::problem::Problem;

use crate::workflow::Refusal;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let sentence = refusal.to_string().into();
        match refusal {
            Refusal::NotYours | Refusal::NotYoursToRate | Refusal::NotForStaff => Self::Forbidden(sentence),
            Refusal::ClosedAlready
            | Refusal::Closed
            | Refusal::NotResolved
            | Refusal::NotFinished
            | Refusal::TooLate => Self::Conflict(sentence),
        }
    }
}
