//! isomiRs as mirGFF3.

use std::{borrow::Cow, io::Write};

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
    /// Writes every miRNA read as mirGFF3 1.2: one record per unique read and mature name that it fits, in the order of
    /// the reads.
    ///
    /// `source` is the database with its version, such as `mirbase21`; `commands` are those that made the file. A read
    /// that fits several loci of one name names all their precursors in `Parent`; the columns are of the
    /// first. `Hits` counts the loci of all names. `Expression` is the whole count of the read, also where
    /// several names share it.
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
            let expression: Vec<u64> = cursors
                .iter_mut()
                .map(|cursor| {
                    while cursor.next_if(|i| i.sequence < *sequence).is_some() {}
                    cursor.next_if(|i| i.sequence == *sequence).map_or(0, |i| i.molecules)
                })
                .collect();
            if let Call::Mirna(hits) = &called.call {
                self.write_hits(&mut writer, *sequence, hits, source, &expression)?;
            }
        }
        Ok(writer.into_inner())
    }

    fn write_hits<W: Write>(
        &self,
        writer: &mut Writer<W>,
        sequence: Packed,
        hits: &[Hit],
        source: &str,
        expression: &[u64],
    ) -> Result<(), Error> {
        let catalogue = self.index.catalogue();
        let (read, letters) = (sequence.to_rna(), sequence.to_dna());
        let Ok(uid) = Uid::new(&read).map(|uid| uid.to_string()) else { return Ok(()) };
        let mut by_name: Vec<(usize, Hit)> =
            hits.iter().map(|hit| (self.index.locus(hit).mature, *hit)).collect();
        by_name.sort_unstable();
        for group in by_name.chunk_by(|a, b| a.0 == b.0) {
            let (mature, hit) = group[0];
            let locus = self.index.locus(&hit);
            let hairpin = &catalogue.hairpins()[locus.hairpin];
            let (isomir, template) = (hit.isomir, &hairpin.sequence);
            let attributes = (
                isomir.template_start(locus),
                isomir.template_end(locus),
                isomir.cigar(locus, template),
                isomir.changes(locus, template, &read),
            );
            let (Some(start), Some(end), Some(cigar), Some(changes)) = attributes else { continue };
            let parent = |(_, hit): &(usize, Hit)| {
                let hairpin = self.index.locus(hit).hairpin;
                Cow::from(catalogue.hairpins()[hairpin].name.as_str())
            };
            let kind = if isomir.is_reference() { Type::RefMirna } else { Type::Isomir };
            writer.write(&Record {
                uid: uid.as_str().into(),
                read: letters.as_str().into(),
                name: catalogue.matures()[mature].name.as_str().into(),
                parents: group.iter().map(parent).collect(),
                variant: isomir.to_string().into(),
                changes: changes.into(),
                cigar: cigar.into(),
                hits: hits.len(),
                expression: expression.to_vec(),
                ..Record::new(hairpin.name.as_str(), source, kind, start..end)
            })?;
        }
        Ok(())
    }
}
