//! Companies, users and the staff overview.
