//! Signing in: passwords, sessions, lockout.
