//! Results as the files that the contract names.

use std::{borrow::Cow, io::Write};

use exocast_core::{BadMatrix, Strand, Table, table::Cell};

use crate::{
    Call, Hit, Quantification, Uid,
    mirgff3::{Header, MIRBASE, Record, Type, WriteError, Writer},
    packed::Packed,
};

impl Quantification<'_> {
    /// Counts as a table: `mirna`, then one column a sample.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn counts_table(&self) -> Result<Table, BadMatrix> {
        let counts = self.counts()?;
        let columns = std::iter::once("mirna").chain(counts.columns().iter().map(String::as_str));
        let mut table = Table::new(columns);
        for (name, row) in counts.rows().zip(counts.values().rows()) {
            let values = row.iter().map(|&value| Cell::Real(value));
            table.push(std::iter::once(Cell::from(name)).chain(values));
        }
        Ok(table)
    }

    /// Read classes as a table: `sample class reads fraction`; the fractions of a sample, those of all
    /// its reads, sum to 1.
    #[must_use]
    pub fn classes_table(&self) -> Table {
        let mut table = Table::new(["sample", "class", "reads", "fraction"]);
        for qc in self.qc() {
            for share in &qc.classes {
                table.push([
                    qc.sample.as_str().into(),
                    share.class.as_str().into(),
                    share.reads.into(),
                    share.fraction.into(),
                ]);
            }
        }
        table
    }

    /// Writes every miRNA read as mirGFF3 1.2: one record for each unique read and mature name that it
    /// fits, in the order of the reads.
    ///
    /// `source` is the database with its version, such as `mirbase21`; `commands` made the file. A read
    /// that fits several loci of one name names all their precursors in `Parent`; the columns are of the
    /// first. `Hits` counts the loci of all names. `Expression` is the whole count of the read, also where
    /// several names share it.
    ///
    /// # Errors
    /// Where a name does not fit the format (a sample with a comma), or the output fails.
    pub fn write_isomirs<W: Write>(
        &self,
        out: W,
        source: &str,
        commands: &[String],
    ) -> Result<W, WriteError> {
        let header = Header {
            ontology: MIRBASE.to_owned(),
            tools: vec!["exocast".to_owned()],
            commands: commands.to_vec(),
            reference: Some(source.to_owned()),
            filters: None,
            samples: self.samples().map(str::to_owned).collect(),
        };
        let mut writer = Writer::new(out, &header)?;
        let mut cursors: Vec<_> =
            self.samples.iter().map(|sample| sample.inserts.iter().peekable()).collect();
        for (sequence, called) in &self.calls {
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
    ) -> Result<(), WriteError> {
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
            writer.write(&Record {
                seqid: hairpin.name.as_str().into(),
                source: source.into(),
                kind: if isomir.is_reference() { Type::RefMirna } else { Type::Isomir },
                start,
                end,
                strand: Strand::Forward,
                uid: uid.as_str().into(),
                read: letters.as_str().into(),
                name: catalogue.matures()[mature].name.as_str().into(),
                parents: group.iter().map(parent).collect(),
                variant: isomir.to_string().into(),
                changes: changes.into(),
                cigar: cigar.into(),
                hits: hits.len(),
                expression: expression.to_vec(),
                filter: "PASS".into(),
                other: Vec::new(),
            })?;
        }
        Ok(())
    }
}
