//! The pictures that an item can have.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A picture of a fixed set, by what it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ItemIcon)]
pub(crate) enum Icon {
    /// A box.
    #[default]
    Package,
    /// A laptop.
    Laptop,
    /// A screen.
    Monitor,
    /// A printer.
    Printer,
    /// A desk phone.
    Phone,
    /// A mobile phone.
    Mobile,
    /// A headset.
    Headset,
    /// A letter.
    Mail,
    /// Somebody who joins.
    Joiner,
    /// Somebody who leaves.
    Leaver,
    /// Several people.
    People,
    /// A key.
    Key,
    /// A shield.
    Shield,
    /// A wireless network.
    Wifi,
    /// A server.
    Server,
    /// A cloud.
    Cloud,
    /// A database.
    Database,
    /// A program.
    Software,
    /// A tool.
    Tool,
    /// A calendar.
    Calendar,
    /// A truck.
    Delivery,
    /// A book.
    Training,
}
