//! The embedded default: a folder, with links that we sign.
