//! `exocast target duplex` and `exocast target access`

use anyhow::{Result, bail};
use exocast::{
    core::{
        Cell,
        options::Options as _,
        words::{agreeing, first_listed, plural},
    },
    load,
    target::{
        self, AccessOptions, Accessibility, DUPLEX_COLUMNS, Duplex, DuplexOptions, EnergyModel,
        RnaKind, Transcript, fold_duplexes,
    },
};

use serde_json::json;

use super::{super::part::Part, rows::write_rows};
use crate::{
    args::{SeedPairing, TargetAccess, TargetDuplex, Wobble},
    session::Session,
};

/// Pairs, or sequences, that are computed before they are written.
const BLOCK: usize = 1 << 10;

pub(super) fn duplex(session: &Session, arguments: &TargetDuplex) -> Result<()> {
    let mirnas = load::mirnas(&arguments.mirna)?;
    let targets = load::sequences(&arguments.target)?;
    session.console.notes(targets.notices());
    let mut options = DuplexOptions::default();
    options.seed = match arguments.seed_pairing {
        SeedPairing::None => target::SeedPairing::None,
        SeedPairing::TwoToSeven => target::SeedPairing::TwoToSeven,
        SeedPairing::TwoToEight => target::SeedPairing::TwoToEight,
    };
    options.wobble = match arguments.wobble {
        Wobble::Allowed => target::Wobble::Allowed,
        Wobble::OutsideSeed => target::Wobble::OutsideSeed,
        Wobble::Never => target::Wobble::Never,
    };
    options.max_energy = arguments.max_energy.unwrap_or(options.max_energy);
    let options = options.check()?;
    let model = EnergyModel::turner2004_at(arguments.temperature)?;
    let access = Accessibility::new(&model, &AccessOptions::default().check()?);
    let (guides, count) = (mirnas.as_slice(), targets.len());
    if arguments.paired && guides.len() != count {
        bail!(
            "--paired needs as many targets as miRNAs; there are {count} targets and {} miRNAs",
            guides.len()
        );
    }
    let pairs: Vec<(usize, usize)> = if arguments.paired {
        (0..count).map(|i| (i, i)).collect()
    } else {
        (0..guides.len()).flat_map(|i| (0..count).map(move |k| (i, k))).collect()
    };
    let settings = json!({
        "all": arguments.all,
        "paired": arguments.paired,
        "max-energy": arguments.max_energy,
        "opening": arguments.opening,
        "seed-pairing": format!("{:?}", arguments.seed_pairing),
        "wobble": format!("{:?}", arguments.wobble),
        "temperature": arguments.temperature,
    });
    let inputs = [("mirna", arguments.mirna.as_path()), ("target", arguments.target.as_path())];
    let (shard, out) = (arguments.shard, &arguments.out);
    let part = Part::new(session, shard, out, "target duplex", settings, &inputs)?;
    let pairs = &pairs[part.as_ref().map_or(0..pairs.len(), |part| part.range(pairs.len()))];
    let mut columns = DUPLEX_COLUMNS.to_vec();
    if arguments.opening {
        columns.extend(["opening_energy", "ddg"]);
    }
    let mut without = 0_usize;
    write_rows(session, out, part, columns, |visit| {
        for block in pairs.chunks(BLOCK) {
            let some = block.iter().filter_map(|&(i, k)| Some((&guides[i], targets.get(k)?)));
            let some: Vec<_> = some.collect();
            let strands: Vec<_> = some
                .iter()
                .map(|(guide, target)| (guide.sequence().bases(), target.utr3))
                .collect();
            let duplexes_of_pairs = fold_duplexes(&model, &strands, arguments.all, &options);
            for ((guide, target), duplexes) in some.iter().zip(duplexes_of_pairs) {
                without += usize::from(duplexes.is_empty());
                for duplex in duplexes {
                    let mut row = duplex.cells(guide.name(), target.name).to_vec();
                    if arguments.opening {
                        row.extend(opening(&access, &duplex, target));
                    }
                    visit(row);
                }
            }
        }
    })?;
    if without > 0 {
        session.console.note(format_args!(
            "{} of miRNA and target {} no duplex",
            plural(without, "pair"),
            agreeing(without, "has", "have")
        ));
    }
    Ok(())
}

/// What it takes to free the target of a duplex, and what is left of its energy then.
fn opening(access: &Accessibility, duplex: &Duplex, target: &Transcript<'_>) -> [Cell; 2] {
    let place = duplex.paired_target();
    let opening = access.opening_energy(target.utr3, place.start, place.len());
    [opening.into(), opening.map(|opening| duplex.energy + opening).into()]
}

/// P(the stretch of the given length that ends at `end`, from 1, is unpaired).
const ACCESS_COLUMNS: [&str; 3] = ["transcript", "end", "probability"];

pub(super) fn access(session: &Session, arguments: &TargetAccess) -> Result<()> {
    let (window, span, length) = (arguments.window, arguments.span, arguments.length);
    if length == 0 || length > window {
        bail!("--length is {length}; it must be from 1 to the window of {window} nt");
    }
    let mut options = AccessOptions::default();
    (options.window, options.span) = (window, span);
    let options = options.check()?;
    let model = EnergyModel::turner2004_at(arguments.temperature)?;
    let transcripts = arguments.files.noted(session, arguments.kind)?;
    let computed = Accessibility::new(&model, &options);
    let is_circle = |transcript: &Transcript<'_>| transcript.kind == RnaKind::Circular;
    let (circles, linear): (Vec<_>, Vec<_>) = transcripts.iter().partition(is_circle);
    let short = linear.iter().filter(|transcript| transcript.utr3.len() < length).count();
    if short > 0 {
        session.console.note(format_args!("{short} 3'UTRs are shorter than {length} nt"));
    }
    let short = circles.iter().filter(|circle| circle.utr3.len() < window);
    let short: Vec<&str> = short.map(|circle| circle.name).collect();
    if !short.is_empty() {
        let (circles, names) = (plural(short.len(), "circle"), first_listed(&short, 10));
        session.console.note(format_args!(
            "{circles} shorter than the window of {window} nt, which would hold a nucleotide twice: not folded ({names})"
        ));
    }
    let mut settings = json!({
        "window": window,
        "span": span,
        "length": length,
        "temperature": arguments.temperature,
    });
    arguments.kind.add_to(&mut settings);
    let mut inputs = vec![("transcripts", arguments.files.transcripts.as_path())];
    inputs.extend(arguments.files.annotation.iter().map(|path| ("annotation", path.as_path())));
    let (shard, out) = (arguments.shard, &arguments.out);
    let part = Part::new(session, shard, out, "target access", settings, &inputs)?;
    let all: Vec<Transcript<'_>> = transcripts.iter().collect();
    let all = &all[part.as_ref().map_or(0..all.len(), |part| part.range(all.len()))];
    write_rows(session, out, part, ACCESS_COLUMNS, |visit| {
        for block in all.chunks(BLOCK) {
            let unpaired = computed.unpaired_of_transcripts(block, length);
            for (transcript, probabilities) in block.iter().zip(unpaired) {
                for (start, probability) in probabilities.into_iter().enumerate() {
                    let (end, whole) = (start + length, transcript.utr3.len());
                    // Across the junction of a circle.
                    let end = if end > whole { end - whole } else { end };
                    visit(vec![transcript.name.into(), end.into(), probability.into()]);
                }
            }
        }
    })
}
