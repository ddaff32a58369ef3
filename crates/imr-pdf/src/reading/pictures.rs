//! Whether the pictures of a scanned page are whole. What is missing of one is
//! drawn as white, and white must not be taken for an empty page.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

/// The smallest picture that is looked at, as a share of the page: scanners
/// cut pages in strips.
const STRIP: f64 = 0.02;

/// How much of its height a picture may lack, as a share of it.
const SLACK: f32 = 0.05;

/// True where a picture of the page is cut off, or cannot be drawn.
pub(super) fn is_cut<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>) -> bool {
    let (width, height) = page.render_dimensions();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    let mut looking = Looking { least: STRIP * f64::from(width * height), cut: false };
    interpret_page(page, &mut context, &mut looking);
    looking.cut
}

/// A device that decodes pictures that are not small, and draws nothing.
struct Looking {
    /// The smallest picture that is looked at, in square points.
    least: f64,
    cut: bool,
}

impl<'a> Device<'a> for Looking {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let wanted = image.height() as f32;
        let [a, b, c, d, _, _] = props.transform.as_coeffs();
        let area = (a * d - b * c).abs() * f64::from(image.width()) * f64::from(wanted);
        if area < self.least {
            return;
        }
        let mut there = 0.0;
        match image {
            Image::Raster(raster) => {
                raster.with_rgba(|decoded, _| there = decoded.height() as f32 * decoded.scale_factors().1, None)
            }
            Image::Stencil(stencil) => stencil.with_stencil(
                |LumaData { height, scale_factors, .. }, _| there = height as f32 * scale_factors.1,
                None,
            ),
        }
        self.cut |= there < wanted * (1.0 - SLACK);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
