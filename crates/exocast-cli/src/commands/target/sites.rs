//! `exocast target sites`

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use exocast::{
    core::{options::Options as _, words::plural},
    load,
    target::{
        AccessOptions, Accessibility, Alignment, Compatibility, Conservation, ContextTable,
        EnergyModel, Mirna, PctModel, RareScanner, RareType, Region, RnaKind, SITE_COLUMNS,
        ScanOptions, SeedFamilies, SiteScanner, SiteType, Transcripts, UtrProfiles,
        context_columns, context_rows, site_rows,
    },
};

use serde_json::json;

use super::{super::part::Part, rows::write_rows, transcripts::noted};
use crate::{
    args::{SiteKind, SiteRegion, TargetSites},
    session::Session,
};

pub(super) fn run(session: &Session, arguments: &TargetSites) -> Result<()> {
    if let (Some(alignment), Some(families)) = (&arguments.alignment, &arguments.families) {
        let utrs = load::read(alignment, Alignment::read)?;
        let families = load::read(families, SeedFamilies::read)?;
        session.console.notes(utrs.notices().iter().chain(families.notices()));
        return session.write_table(&arguments.out, &utrs.table(&families));
    }
    let (Some(mirna), Some(transcripts)) = (&arguments.mirna, &arguments.transcripts) else {
        return Ok(());
    };
    let mirnas = load::mirnas(mirna)?;
    let mirnas = mirnas.as_slice();
    let transcripts =
        noted(session, transcripts, arguments.annotation.as_deref(), arguments.kind.kind())?;
    session.console.notes(transcripts.coding_notices());
    let regions: Vec<Region> = if arguments.regions.is_empty() {
        Region::ALL.to_vec()
    } else {
        let given = arguments.regions.iter().map(|region| match region {
            SiteRegion::Utr5 => Region::Utr5,
            SiteRegion::Orf => Region::Orf,
            SiteRegion::Utr3 => Region::Utr3,
        });
        given.collect()
    };
    let part = part(session, arguments)?;
    if arguments.context {
        return scored(session, arguments, mirnas, &transcripts, &regions, part);
    }
    let (types, rare) = kinds(&arguments.types);
    let mut options = ScanOptions::default();
    (options.types, options.regions) = (types, regions);
    let scanner = SiteScanner::new(mirnas, &options);
    let rare = RareScanner::new(mirnas, &rare);
    let in_part = part.as_ref().map(|part| transcripts.part(part.range(transcripts.len())));
    let transcripts = in_part.as_ref().unwrap_or(&transcripts);
    write_rows(session, &arguments.out, part, SITE_COLUMNS, |visit| {
        site_rows(&scanner, &rare, transcripts, |row| visit(row.to_vec()));
    })
}

/// The part of the table that is asked for.
fn part(session: &Session, arguments: &TargetSites) -> Result<Option<Part>> {
    let mut options = json!({
        "types": format!("{:?}", arguments.types),
        "regions": format!("{:?}", arguments.regions),
        "context": arguments.context,
        "no-accessibility": arguments.no_accessibility,
        "targetscan-70": arguments.targetscan_70,
    });
    arguments.kind.add_to(&mut options);
    let pct = |folder: &PathBuf| PCT_FILES.map(|(_, name)| folder.join(name));
    let pct = arguments.pct_parameters.as_ref().map(pct);
    let mut inputs: Vec<(&str, &Path)> = [
        ("mirna", &arguments.mirna),
        ("transcripts", &arguments.transcripts),
        ("annotation", &arguments.annotation),
        ("profiles", &arguments.profiles),
        ("conservation", &arguments.conservation),
    ]
    .into_iter()
    .filter_map(|(role, path)| Some((role, path.as_deref()?)))
    .collect();
    inputs.extend(pct.iter().flatten().map(|path| ("pct-parameters", path.as_path())));
    Part::new(session, arguments.shard, &arguments.out, "target sites", options, &inputs)
}

/// The table of sites with context++.
fn scored(
    session: &Session,
    arguments: &TargetSites,
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    regions: &[Region],
    part: Option<Part>,
) -> Result<()> {
    let others = transcripts.iter().filter(|it| it.kind != RnaKind::Mrna).count();
    if others > 0 {
        session.console.note(format_args!(
            "context++ is a model of 3'UTRs: sites in {} are listed without a score",
            plural(others, "noncoding or circular RNA")
        ));
    }
    let mrnas = transcripts.iter().filter(|it| it.kind == RnaKind::Mrna);
    let without_orf = mrnas.filter(|transcript| transcript.orf.is_empty()).count();
    if without_orf > 0 {
        session.console.note(format_args!(
            "{without_orf} transcripts have no open reading frame: their scores leave out its length \
             and its 8mers"
        ));
    }
    let profiles = (arguments.profiles.as_deref())
        .map(|path| load::read(path, UtrProfiles::read))
        .transpose()?;
    if let Some(profiles) = &profiles {
        session.console.notes(profiles.notices());
        session.console.notes(profiles.notice(transcripts.iter()));
    }
    let conservation = (arguments.conservation.as_deref())
        .map(|path| load::read(path, Conservation::read))
        .transpose()?;
    session.console.notes(conservation.iter().flat_map(Conservation::notices));
    let pct =
        arguments.pct_parameters.as_deref().map(|path| pct_model(session, path)).transpose()?;
    if pct.is_none() && conservation.as_ref().is_some_and(Conservation::has_branch_lengths) {
        session.console.note("branch lengths are not used without --pct-parameters");
    }
    let model = EnergyModel::turner2004();
    let access = Accessibility::new(&model, &AccessOptions::default().check()?);
    let compatibility =
        if arguments.targetscan_70 { Compatibility::TargetScan70 } else { Compatibility::None };
    let scoring = ContextTable {
        compatibility,
        access: (!arguments.no_accessibility).then_some(&access),
        profiles: profiles.as_ref(),
        conservation: conservation.as_ref().map(|sites| (sites, pct.as_ref())),
        background: Some(transcripts),
    };
    let in_part = part.as_ref().map(|part| transcripts.part(part.range(transcripts.len())));
    let scored = in_part.as_ref().unwrap_or(transcripts);
    write_rows(session, &arguments.out, part, context_columns(), |visit| {
        context_rows(mirnas, scored, regions, scoring, visit);
    })
}

/// Parameters of PCT under the names that TargetScan gives its files.
const PCT_FILES: [(SiteType, &str); 3] = [
    (SiteType::EightMer, "8mer_PCT_parameters.txt"),
    (SiteType::SevenMerM8, "7mer_m8_PCT_parameters.txt"),
    (SiteType::SevenMerA1, "7mer_1a_PCT_parameters.txt"),
];

fn pct_model(session: &Session, folder: &Path) -> Result<PctModel> {
    let mut model = PctModel::default();
    for (kind, name) in PCT_FILES {
        let path = folder.join(name);
        let notices = load::read(&path, |input, source| model.add(kind, input, source))
            .context("--pct-parameters needs the three files of PCT parameters of TargetScan")?;
        session.console.notes(notices);
    }
    Ok(model)
}

fn kinds(given: &[SiteKind]) -> (Vec<SiteType>, Vec<RareType>) {
    if given.is_empty() {
        return (SiteType::CANONICAL.to_vec(), Vec::new());
    }
    let (mut types, mut rare) = (Vec::new(), Vec::new());
    for kind in given {
        match kind {
            SiteKind::EightMer => types.push(SiteType::EightMer),
            SiteKind::SevenMerM8 => types.push(SiteType::SevenMerM8),
            SiteKind::SevenMerA1 => types.push(SiteType::SevenMerA1),
            SiteKind::SixMer => types.push(SiteType::SixMer),
            SiteKind::SixMerA1 => types.push(SiteType::SixMerA1),
            SiteKind::OffsetSixMer => types.push(SiteType::OffsetSixMer),
            SiteKind::Supplementary => rare.push(RareType::Supplementary),
            SiteKind::Centred => rare.push(RareType::Centred),
            SiteKind::Bulged => rare.push(RareType::Bulged),
        }
    }
    (types, rare)
}
