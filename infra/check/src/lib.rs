//! Offline checks of the infrastructure.
