//! Tables without a header line: of `HTSeq`, of STAR, and by hand.

use std::io::BufRead;

use super::{kind::Kind, request::Request, row_words::RowWord, words};
use crate::table::{Reader, header::key, records::Fields, row::is_number};

/// What the first line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FirstLine {
    Header,
    /// Data; the columns get these names.
    Data(Vec<String>),
    /// Data if rows follow that only counters of reads write, else refused.
    Undecided,
    /// The header, unless rows follow that only counters of reads write: then refused.
    Doubtful,
}

/// Columns of STAR's `ReadsPerGene`, by strand of the library.
const STAR: [&str; 4] = ["gene", "unstranded", "forward", "reverse"];

pub(super) fn first_line<R: BufRead>(table: &Reader<R>, request: &Request<'_>) -> FirstLine {
    let header = table.header();
    let Some((id, values)) = header.split_first().filter(|(_, values)| !values.is_empty()) else {
        return FirstLine::Header;
    };
    let numeric: Vec<usize> =
        (1..header.len()).filter(|&place| table.is_numeric(place).unwrap_or(false)).collect();
    let texts: Vec<&String> =
        (0..header.len()).filter(|place| !numeric.contains(place)).map(|at| &header[at]).collect();
    let numbers: Vec<&String> = numeric.iter().map(|&place| &header[place]).collect();
    let is_column = |name: &str| words::is_id(&key(name)) || words::is_annotation(&key(name));
    let chosen = request.choice.and_then(|choice| choice.id_column.as_deref());
    if numbers.is_empty()
        || !numbers.iter().all(|name| is_number(name))
        || texts.iter().any(|name| is_column(name) || chosen == Some(name.as_str()))
        || id.is_empty()
        || chosen == Some(id)
        || is_number(id)
    {
        return FirstLine::Header;
    }
    // Samples 1, 2, 3.
    let count: Vec<u32> = numbers.iter().filter_map(|value| value.parse().ok()).collect();
    let counts_up = count.len() > 1 && count.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_star = id.eq_ignore_ascii_case("N_unmapped") && header.len() == STAR.len();
    let is_name = |name: &str| {
        Kind::from_name(name).is_certain() || request.known.is_some_and(|known| known(name))
    };
    let is_total = RowWord::named(id) == Some(RowWord::Total);
    let is_feature = is_total || texts.iter().any(|name| is_name(name));
    if is_star {
        FirstLine::Data(STAR.map(str::to_owned).to_vec())
    } else if is_feature {
        FirstLine::Data((1..=header.len()).map(|place| format!("column {place}")).collect())
    } else if counts_up {
        FirstLine::Header
    } else if values.len() > numbers.len() {
        FirstLine::Doubtful
    } else {
        FirstLine::Undecided
    }
}

/// Makes data of the first line where it is, or may be.
pub(super) fn settle<R: BufRead>(table: &mut Reader<R>, first_line: &FirstLine) {
    if !first_line.is_data() {
        return;
    }
    let line = table.header_location().line_number().unwrap_or_default();
    let row = Fields::from_texts(table.header(), line);
    table.put_back(row);
    if let FirstLine::Data(names) = first_line {
        table.rename(names.clone());
    }
}

/// Whether a row is one that only `HTSeq` or STAR writes.
pub(super) fn is_of_counter(name: &str) -> bool {
    name.starts_with("__") || name.starts_with("N_")
}

impl FirstLine {
    /// Whether it is read as data.
    pub(super) const fn is_data(&self) -> bool {
        matches!(self, Self::Data(_) | Self::Undecided)
    }

    /// Whether it cannot be what it was taken for, by whether rows of a counter followed.
    pub(super) const fn is_wrong(&self, of_counter: bool) -> bool {
        match self {
            Self::Undecided => !of_counter,
            Self::Doubtful => of_counter,
            Self::Header | Self::Data(_) => false,
        }
    }

    /// Whether the columns are counts by strand of the library, of which one is right.
    pub(super) fn is_by_strand(&self) -> bool {
        matches!(self, Self::Data(names) if *names == STAR)
    }
}
