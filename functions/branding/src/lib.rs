//! How a tenant looks: name, colours, logos, custom CSS.
