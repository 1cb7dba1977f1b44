//! What a recipient cell does when miRNA is delivered to it.

mod balance;
mod chain;
mod change;
mod competition;
mod course;
mod draws;
mod equilibrium;
mod exclusion;
mod factor;
mod finder;
mod genes;
mod listing;
mod loads;
mod occupancy;
mod recipient;
mod sponge_response;
mod sponges;
mod supply;
mod typical;

#[cfg(feature = "fit")]
pub(crate) use self::finder::each_site;
pub use self::{
    genes::{GeneResponse, PoolState, Response, TopGuide},
    listing::SiteResponse,
    occupancy::{SiteOccupancy, SitePool},
    recipient::Recipient,
    sponge_response::SpongeResponse,
};
