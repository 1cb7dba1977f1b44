//! Lines right below the header that hold no data: groups of the samples, or their names below those of the groups.

use std::io::BufRead;

use super::{
    refusal::Refusal, remark::Remark, request::Request, row_words::RowWord, samples, words,
};
use crate::{
    table::{Reader, field::is_number, header::key, is_missing, records::Fields},
    words::quoted,
};

/// Lines below the header that may hold no data.
const LINES: usize = 5;

/// Takes lines without data from below the header; the header is taken from one of them where it names the samples.
pub(super) fn settle<R: BufRead>(
    table: &mut Reader<R>,
    request: &Request<'_>,
) -> Result<Vec<Remark>, Refusal> {
    let mut remarks = Vec::new();
    for _ in 0..LINES {
        let Some(line) = Line::below_header(table, request) else { break };
        let header = table.header().to_vec();
        let above: Vec<&str> = line.values.iter().map(|&place| header[place].as_str()).collect();
        let is_below = line.names_samples(&above, &header, request)?;
        let number = line.fields.line;
        table.pass_over();
        let (from, left) = if is_below {
            let names = (0..header.len()).map(|place| match line.fields.get(place) {
                "" => header[place].clone(),
                name => name.to_owned(),
            });
            let names: Vec<String> = names.collect();
            let above = above.iter().map(|name| (*name).to_owned());
            let above = above.filter(|name| !name.is_empty()).collect();
            table.rename(names);
            (number, above)
        } else {
            let fields = (0..line.fields.len()).map(|place| line.fields.get(place).to_owned());
            (number, fields.filter(|field| !field.is_empty()).collect())
        };
        remarks.push(Remark::LineBelowHeader { line: from, is_header: is_below, left });
    }
    Ok(remarks)
}

/// A line below the header whose fields are words where those of the rows after it are numbers.
struct Line {
    fields: Fields,
    /// Places of the columns of numbers.
    values: Vec<usize>,
    /// What it is called: the field of the column of names.
    label: String,
}

impl Line {
    fn below_header<R: BufRead>(table: &Reader<R>, request: &Request<'_>) -> Option<Self> {
        let mut rows = table.ahead();
        let first = rows.next()?;
        let later: Vec<&Fields> = rows.collect();
        let holds_numbers = |&place: &usize| {
            let fields = later.iter().map(|row| row.get(place)).filter(|field| !is_missing(field));
            let (mut numbers, mut texts) = (0_usize, 0_usize);
            for field in fields {
                if is_number(field) {
                    numbers += 1;
                } else {
                    texts += 1;
                }
            }
            numbers > 0 && (texts == 0 || numbers > 2 * texts)
        };
        let width = table.header().len();
        let values: Vec<usize> = (0..width).filter(holds_numbers).collect();
        let is_word = |&&place: &&usize| {
            let field = first.get(place);
            !is_missing(field) && !is_number(field)
        };
        let words = values.iter().filter(is_word).count();
        let has_number = values.iter().any(|&place| is_number(first.get(place)));
        let label = (0..width).find(|place| !values.contains(place)).map(|place| first.get(place));
        let label = label?.to_owned();
        let is_label = label.is_empty()
            || words::is_id(&key(&label))
            || RowWord::named(&label) == Some(RowWord::OfSamples);
        let is_feature = request.known.is_some_and(|known| known(&label));
        let is_line = words > 0 && !has_number && is_label && !is_feature;
        is_line.then(|| Self { fields: first.clone(), values, label })
    }

    /// Whether the samples are named here, and not by the header.
    fn names_samples(
        &self,
        above: &[&str],
        header: &[String],
        request: &Request<'_>,
    ) -> Result<bool, Refusal> {
        let below: Vec<&str> = self.values.iter().map(|&place| self.fields.get(place)).collect();
        let wanted =
            |names: &[&str]| names.iter().filter(|name| request.samples.contains(name)).count();
        match wanted(above).cmp(&wanted(&below)) {
            std::cmp::Ordering::Less => return Ok(true),
            std::cmp::Ordering::Greater => return Ok(false),
            std::cmp::Ordering::Equal => {}
        }
        let are_units = below.iter().all(|name| {
            name.is_empty() || samples::unit_of(name).is_some_and(|(_, rest)| rest.is_empty())
        });
        let is_id = |name: &str| words::is_id(&key(name));
        let of_samples = RowWord::named(&self.label) == Some(RowWord::OfSamples);
        let label_above = header.iter().enumerate().find(|(place, _)| !self.values.contains(place));
        let label_above = label_above.map_or("", |(_, name)| name.as_str());
        match (are_names(above), are_names(&below)) {
            (true, _) if are_units || of_samples => Ok(false),
            (true, false) => Ok(false),
            (false, true) => Ok(true),
            (true, true) if is_id(&self.label) && !is_id(label_above) => Ok(true),
            _ => Err(Refusal::TwoHeaders {
                line: self.fields.line,
                above: quoted(above.iter().filter(|name| !name.is_empty())),
                below: quoted(below.iter().filter(|name| !name.is_empty())),
            }),
        }
    }
}

/// Whether each is a name of its own.
fn are_names(names: &[&str]) -> bool {
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    !names.iter().any(|name| name.is_empty()) && sorted.windows(2).all(|pair| pair[0] != pair[1])
}
