//! Pictures of parent cells.

use exocast_origin::pictures::Picture;

use super::Figure;

impl Figure {
    /// A picture that the deconvolution drew.
    pub(crate) fn of_origin(name: &'static str, picture: Picture) -> Self {
        let Picture { title, description, svg, data, .. } = picture;
        Self::new(name, title, description, svg, data)
    }
}
