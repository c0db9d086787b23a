//! Cosmos DB for NoSQL.
