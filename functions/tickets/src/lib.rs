//! Tickets, their conversations and attachments, and the dashboard.
