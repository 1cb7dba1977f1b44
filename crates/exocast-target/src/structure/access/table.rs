//! The table of accessibilities.

/// Columns of the table of accessibilities: P(the stretch of the given length that ends at `end`, from 1, is
/// unpaired).
pub const ACCESS_COLUMNS: [&str; 3] = ["transcript", "end", "probability"];
