//! What the reader and the writer of mirGFF3 accept.

use exocast_mirna::mirgff3;

fn header_of(samples: &[&str]) -> mirgff3::Header {
    mirgff3::Header::new(mirgff3::MIRBASE, ["exocast"], samples.iter().copied())
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
    let header = header_of(&["s"]);
    let mut good =
        mirgff3::Record::new("hsa-let-7a-1", "mirbase21", mirgff3::Type::RefMirna, 5..27);
    good.uid = "iso-22-XKVLRYVPQ".into();
    good.read = "TGAGGTAGTAGGTTGTATAGTT".into();
    good.name = "hsa-let-7a-5p".into();
    good.parents = vec!["hsa-let-7a-1".into()];
    good.cigar = "22M".into();
    good.expression = vec![3];
    let write = |record: &mirgff3::Record<'_>| {
        let mut writer = mirgff3::Writer::new(Vec::new(), &header)?;
        writer.write(record)?;
        Ok::<_, mirgff3::Error>(String::from_utf8(writer.into_inner()).unwrap())
    };
    assert!(write(&good).unwrap().ends_with(
        "hsa-let-7a-1\tmirbase21\tref_miRNA\t6\t27\t.\t+\t.\tRead=TGAGGTAGTAGGTTGTATAGTT;\
         UID=iso-22-XKVLRYVPQ;Name=hsa-let-7a-5p;Parent=hsa-let-7a-1;Variant=NA;Cigar=22M;Hits=1;\
         Expression=3;Filter=PASS\n"
    ));
    let changed = |change: fn(&mut mirgff3::Record<'_>)| {
        let mut record = good.clone();
        change(&mut record);
        write(&record)
    };
    let named = changed(|record| record.name = "a;b=c,d&e".into());
    assert!(named.unwrap().contains("Name=a%3Bb%3Dc%2Cd%26e;"));
    let refused: [fn(&mut mirgff3::Record<'_>); 7] = [
        |record| record.variant = "iso_3p:1".into(),
        |record| record.variant = "iso_snp".into(),
        |record| record.filter = "Pass".into(),
        |record| record.hits = 0,
        |record| record.parents.clear(),
        |record| record.expression.clear(),
        |record| record.uid = "".into(),
    ];
    for (number, change) in refused.into_iter().enumerate() {
        assert!(changed(change).is_err(), "{number}");
    }
}
