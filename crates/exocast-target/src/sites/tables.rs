//! The table of sites.

use exocast_core::{Cell, Table};

use super::{hits::Site, rare::RareScanner, scanner::SiteScanner};
use crate::input::Transcripts;

/// Columns of the table of sites.
pub const SITE_COLUMNS: [&str; 7] =
    ["transcript", "gene", "mirna", "site", "region", "start", "end"];

impl Site<'_> {
    /// The cells of [`SITE_COLUMNS`].
    #[must_use]
    pub(crate) fn cells(&self) -> [Cell; 7] {
        [
            self.transcript.name.into(),
            self.transcript.gene.into(),
            self.mirna.name().into(),
            self.kind.to_string().into(),
            self.region.to_string().into(),
            self.start.into(),
            self.end.into(),
        ]
    }
}

/// `transcript gene mirna site region start end`, start and end 0-based and half-open on the region's
/// own sequence; on a circle the end is smaller than the start where a site reaches across the junction.
///
/// Holds all rows at once: for a whole genome, write the cells of each site as it
/// comes.
#[must_use]
pub fn site_table<'a>(sites: impl IntoIterator<Item = Site<'a>>) -> Table {
    let mut table = Table::new(SITE_COLUMNS);
    for site in sites {
        table.push(site.cells());
    }
    table
}

/// The cells of [`SITE_COLUMNS`] of every site and rare site of the regions that `scanner` looks in,
/// transcript by transcript, 5' to 3', one by one.
pub fn site_rows(
    scanner: &SiteScanner<'_>,
    rare: &RareScanner<'_>,
    transcripts: &Transcripts,
    mut visit: impl FnMut([Cell; 7]),
) {
    if rare.is_empty() {
        return scanner.sites(transcripts).for_each(|site| visit(site.cells()));
    }
    for transcript in transcripts.iter() {
        for &region in transcript.regions(scanner.regions()) {
            let mut sites = Vec::new();
            scanner.scan_region(&transcript, region, |hit| {
                for &member in &scanner.families()[hit.family].members {
                    sites.push((
                        hit.start..hit.end_in(&transcript),
                        scanner.mirnas()[member].name(),
                        hit.kind.to_string(),
                    ));
                }
            });
            let rare = rare.scan_region(&transcript, region).into_iter();
            sites.extend(
                rare.map(|hit| {
                    (hit.range, scanner.mirnas()[hit.mirna].name(), hit.kind.to_string())
                }),
            );
            // Of one place, seed sites stand first.
            sites.sort_by_key(|(range, ..)| range.start);
            for (range, mirna, kind) in sites {
                visit([
                    transcript.name.into(),
                    transcript.gene.into(),
                    mirna.into(),
                    kind.into(),
                    region.to_string().into(),
                    range.start.into(),
                    range.end.into(),
                ]);
            }
        }
    }
}
