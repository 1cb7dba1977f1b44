//! What the reader and the writer of mirGFF3 accept.

use exocast_mirna::mirgff3;

fn header_of(samples: &[&str]) -> mirgff3::Header {
    mirgff3::Header {
        ontology: mirgff3::MIRBASE.into(),
        tools: vec!["exocast".into()],
        commands: vec![],
        reference: None,
        filters: None,
        samples: samples.iter().map(ToString::to_string).collect(),
    }
}

/// Names of samples come back as they were, whatever is in them.
#[test]
fn names_of_samples_are_kept() {
    let header = header_of(&["EV 1", "a,b", "50%", "x%20y", "µ\u{a0}L", "tab\tend\n"]);
    let text = mirgff3::Writer::new(Vec::new(), &header).unwrap().into_inner();
    let line = "\n## COLDATA: EV%201,a%2Cb,50%25,x%2520y,µ%C2%A0L,tab%09end%0A\n";
    assert!(String::from_utf8_lossy(&text).ends_with(line));
    let read = mirgff3::Reader::new(&text[..], "a.gff3", true).unwrap();
    assert_eq!(read.header().samples, header.samples);
}

/// The writer refuses what the format does not allow.
#[test]
fn strict_writer() {
    let header = header_of(&[""]);
    assert!(mirgff3::Writer::new(Vec::new(), &header).is_err());
    let header = mirgff3::Header { samples: vec!["s".into()], ..header };
    let good = mirgff3::Record {
        seqid: "hsa-let-7a-1".into(),
        source: "mirbase21".into(),
        kind: mirgff3::Type::RefMirna,
        start: 5,
        end: 27,
        strand: exocast_core::Strand::Forward,
        uid: "iso-22-XKVLRYVPQ".into(),
        read: "TGAGGTAGTAGGTTGTATAGTT".into(),
        name: "hsa-let-7a-5p".into(),
        parents: vec!["hsa-let-7a-1".into()],
        variant: "NA".into(),
        changes: "".into(),
        cigar: "22M".into(),
        hits: 1,
        expression: vec![3],
        filter: "PASS".into(),
        other: vec![],
    };
    let write = |record: &mirgff3::Record<'_>| {
        let mut writer = mirgff3::Writer::new(Vec::new(), &header)?;
        writer.write(record)?;
        Ok::<_, mirgff3::WriteError>(String::from_utf8(writer.into_inner()).unwrap())
    };
    assert!(write(&good).unwrap().ends_with(
        "hsa-let-7a-1\tmirbase21\tref_miRNA\t6\t27\t.\t+\t.\tRead=TGAGGTAGTAGGTTGTATAGTT;\
         UID=iso-22-XKVLRYVPQ;Name=hsa-let-7a-5p;Parent=hsa-let-7a-1;Variant=NA;Cigar=22M;Hits=1;\
         Expression=3;Filter=PASS\n"
    ));
    let named = mirgff3::Record { name: "a;b=c,d&e".into(), ..good.clone() };
    assert!(write(&named).unwrap().contains("Name=a%3Bb%3Dc%2Cd%26e;"));
    for bad in [
        mirgff3::Record { variant: "iso_3p:1".into(), ..good.clone() },
        mirgff3::Record { variant: "iso_snp".into(), ..good.clone() },
        mirgff3::Record { filter: "Pass".into(), ..good.clone() },
        mirgff3::Record { hits: 0, ..good.clone() },
        mirgff3::Record { parents: vec![], ..good.clone() },
        mirgff3::Record { expression: vec![], ..good.clone() },
        mirgff3::Record { uid: "".into(), ..good.clone() },
    ] {
        assert!(write(&bad).is_err(), "{bad:?}");
    }
}
