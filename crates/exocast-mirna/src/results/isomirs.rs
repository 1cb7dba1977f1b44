//! isomiRs as mirGFF3.

use std::{collections::BTreeMap, io::Write};

use exocast_core::parallel;

use crate::{
    assign::{Call, Called, Hit, Quantification},
    mirgff3::{Error, Header, MIRBASE, MIRGENEDB, Record, Type, Writer},
    names::{Nomenclature, Uid},
    reads::Packed,
    reference::Mature,
};

/// Calls that one thread writes at a time, and parts in memory at once.
const PART: usize = 2048;
const AT_ONCE: usize = 16;

impl Quantification<'_> {
    /// Writes every miRNA read as mirGFF3 1.2: one record per unique read and mature name that it is counted for, in the
    /// order of the reads; of one read, in descending order of what is counted for the name in all samples.
    ///
    /// `source` is the database with its version, such as `mirbase21`; `commands` are those that made the file. A read
    /// that fits several loci of one name names all their precursors in `Parent`; the columns are of the
    /// first; with [`precursor_records`](crate::QuantifyOptions::precursor_records) each has a record of its own, and added
    /// nucleotides are written as mirtop reads them. `Hits` counts the loci of all names that fit equally well. `Counts` has the parts of the read that are counted for the name:
    /// over all records they sum to the [counts](Self::counts). `Expression` has them as whole numbers that sum to the read.
    ///
    /// # Errors
    /// Where a sample has no name, `source` or a command holds a line end, or the output fails.
    pub fn write_isomirs<W: Write>(
        &self,
        out: W,
        source: &str,
        commands: &[String],
    ) -> Result<W, Error> {
        let first = self.index.catalogue().matures().first().and_then(Mature::parsed);
        let of_mirgenedb = first.is_some_and(|name| name.nomenclature() == Nomenclature::MirGeneDb);
        let mut header = Header::new(
            if of_mirgenedb { MIRGENEDB } else { MIRBASE },
            ["exocast"],
            self.samples(),
        );
        header.commands = commands.to_vec();
        header.reference = Some(source.to_owned());
        let mut out = Writer::new(out, &header)?.into_inner();
        let parts: Vec<&[(Packed, Called)]> = self.calls.chunks(PART).collect();
        // Enough at once for all threads, and no more than fit into memory.
        for batch in parts.chunks(AT_ONCE) {
            for text in parallel::map(batch.len(), |i| self.write_part(batch[i], source)) {
                out.write_all(&text?)?;
            }
        }
        Ok(out)
    }

    /// The records of consecutive calls.
    fn write_part(&self, part: &[(Packed, Called)], source: &str) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::without_header(Vec::new(), self.samples.len());
        let first = part.first().map(|(sequence, _)| *sequence).unwrap_or_default();
        let mut cursors: Vec<_> = self
            .samples
            .iter()
            .map(|sample| {
                let before = sample.inserts.partition_point(|insert| insert.sequence < first);
                sample.inserts[before..].iter().peekable()
            })
            .collect();
        for (sequence, called) in part {
            let counts: Vec<u64> = cursors
                .iter_mut()
                .map(|cursor| {
                    while cursor.next_if(|i| i.sequence < *sequence).is_some() {}
                    cursor.next_if(|i| i.sequence == *sequence).map_or(0, |i| i.molecules)
                })
                .collect();
            if matches!(called.call, Call::Mirna(_)) {
                self.write_read(&mut writer, *sequence, called, source, &counts)?;
            }
        }
        Ok(writer.into_inner())
    }

    /// The records of one read: of each name that it is counted for.
    fn write_read<W: Write>(
        &self,
        writer: &mut Writer<W>,
        sequence: Packed,
        called: &Called,
        source: &str,
        counts: &[u64],
    ) -> Result<(), Error> {
        // Of each row, its part of the counts of every sample.
        let mut rows: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (i, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            for (row, share) in self.shares(i, called) {
                let parts = rows.entry(row).or_insert_with(|| vec![0.0; counts.len()]);
                parts[i] += *count as f64 * share;
            }
        }
        let mut records: Vec<(Vec<Hit>, Vec<f64>)> = Vec::new();
        for (row, parts) in rows {
            let groups = self.records_of(self.hits(sequence, called, row));
            let n = groups.len() as f64;
            let each: Vec<f64> = parts.iter().map(|part| part / n).collect();
            records.extend(groups.into_iter().map(|hits| (hits, each.clone())));
        }
        // The likeliest name first: what takes a read by its first record takes that.
        let amount = |(_, parts): &(_, Vec<f64>)| parts.iter().sum::<f64>();
        let place = |hits: &[Hit]| hits.first().map(|hit| (self.index.locus(hit).mature, *hit));
        records.sort_by(|a, b| {
            amount(b).total_cmp(&amount(a)).then_with(|| place(&a.0).cmp(&place(&b.0)))
        });
        let mut expression = vec![vec![0; counts.len()]; records.len()];
        for sample in 0..counts.len() {
            let parts: Vec<f64> = records.iter().map(|(_, parts)| parts[sample]).collect();
            for (record, whole) in expression.iter_mut().zip(whole_parts(&parts)) {
                record[sample] = whole;
            }
        }
        let Call::Mirna(best) = &called.call else { return Ok(()) };
        for ((hits, counts), expression) in records.into_iter().zip(expression) {
            self.write_record(writer, sequence, (&hits, best.len()), source, (expression, counts))?;
        }
        Ok(())
    }

    /// Hits of one record each: those of one name, or one each.
    fn records_of(&self, mut hits: Vec<Hit>) -> Vec<Vec<Hit>> {
        if self.index.options().precursor_records {
            return hits.into_iter().map(|hit| vec![hit]).collect();
        }
        hits.sort_by_key(|hit| (self.index.locus(hit).mature, *hit));
        let same = |a: &Hit, b: &Hit| self.index.locus(a).mature == self.index.locus(b).mature;
        hits.chunk_by(same).map(<[Hit]>::to_vec).collect()
    }

    fn write_record<W: Write>(
        &self,
        writer: &mut Writer<W>,
        sequence: Packed,
        (hits, places): (&[Hit], usize),
        source: &str,
        (expression, counts): (Vec<u64>, Vec<f64>),
    ) -> Result<(), Error> {
        let catalogue = self.index.catalogue();
        let (read, letters) = (sequence.to_rna(), sequence.to_dna());
        let Ok(uid) = Uid::new(&read).map(|uid| uid.to_string()) else { return Ok(()) };
        let Some(hit) = hits.first() else { return Ok(()) };
        let locus = self.index.locus(hit);
        let hairpin = &catalogue.hairpins()[locus.hairpin];
        let (isomir, template) = (hit.isomir, &hairpin.sequence);
        let attributes = (
            isomir.template_start(locus),
            isomir.template_end(locus),
            isomir.cigar(locus, template),
            isomir.changes(locus, template, &read),
        );
        let (Some(start), Some(end), Some(cigar), Some(changes)) = attributes else {
            return Ok(());
        };
        let parent =
            |hit: &Hit| catalogue.hairpins()[self.index.locus(hit).hairpin].name.as_str().into();
        let kind = if isomir.is_reference() { Type::RefMirna } else { Type::Isomir };
        writer.write(&Record {
            uid: uid.as_str().into(),
            read: letters.as_str().into(),
            name: catalogue.matures()[locus.mature].name.as_str().into(),
            parents: hits.iter().map(parent).collect(),
            variant: isomir.to_string().into(),
            changes: changes.into(),
            cigar: if self.index.options().precursor_records {
                for_mirtop(&cigar, &letters).into()
            } else {
                cigar.into()
            },
            hits: places,
            expression,
            counts,
            ..Record::new(hairpin.name.as_str(), source, kind, start..end)
        })
    }
}

/// As the exports of mirtop read it: the read's nucleotide where the two differ, and an `I` for each nucleotide added to the
/// 3' end, without a count. Of those before the template, which mirtop does not expect and ends at, each is an `N`: there is
/// no nucleotide of the precursor.
fn for_mirtop(cigar: &str, read: &str) -> String {
    let (mut out, mut count) = (String::new(), String::new());
    let mut at = 0;
    for letter in cigar.chars() {
        if letter.is_ascii_digit() {
            count.push(letter);
            continue;
        }
        let number: usize = count.parse().unwrap_or(1);
        match letter {
            'I' => out.push_str(&if at == 0 { "N" } else { "I" }.repeat(number)),
            'A' | 'C' | 'G' | 'T' => out.push_str(read.get(at..=at).unwrap_or("N")),
            _ => {
                out.push_str(&count);
                out.push(letter);
            }
        }
        at += number;
        count.clear();
    }
    out
}

/// Whole numbers near the parts, with their sum: the largest remainders are rounded up.
fn whole_parts(parts: &[f64]) -> Vec<u64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are not negative"
    )]
    let floor = |part: f64| part.floor() as u64;
    let mut whole: Vec<u64> = parts.iter().map(|part| floor(part + 1e-9)).collect();
    let sum = floor(parts.iter().sum::<f64>() + 0.5);
    let mut missing = sum.saturating_sub(whole.iter().sum());
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        (parts[*b] - parts[*b].floor()).total_cmp(&(parts[*a] - parts[*a].floor()))
    });
    for i in order.into_iter().filter(|i| parts[*i] > 0.0) {
        let up = missing.min(1);
        whole[i] += up;
        missing -= up;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_nucleotides_for_mirtop() {
        assert_eq!(for_mirtop("2I3MG3M1I", "CCTGACTAGA"), "NN3MC3MI");
        assert_eq!(for_mirtop("8M", "TGAGGTAG"), "8M");
        assert_eq!(for_mirtop("T4M2I", "GGAGGAA"), "G4MII");
    }

    #[test]
    fn remainders() {
        assert_eq!(whole_parts(&[]), []);
        assert_eq!(whole_parts(&[0.6, 0.4]), [1, 0]);
        assert_eq!(whole_parts(&[3.5, 3.5]), [4, 3]);
        assert_eq!(whole_parts(&[2.999_999_999_9, 0.0]), [3, 0]);
        assert_eq!(whole_parts(&[1.0 / 3.0; 3]), [1, 0, 0]);
    }
}
