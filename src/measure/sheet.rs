//! A finished PDF as what lies on its pages: glyphs, rules and pictures, in millimetres from the sheet's top left.
//!
//! Filled by [`super::read`], read by the checks. Sizes of type are in points, as people name them. This module must not
//! know the standard.

use std::sync::Arc;

/// Millimetres in a point.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// All pages of a PDF.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Fonts whose characters could not be read, so that text may be missing.
    pub unreadable_fonts: Vec<String>,
    /// Clauses that its keywords name as departed from on purpose.
    pub departures: Vec<String>,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width as seen, rotation applied.
    pub width: f64,
    /// Height as seen, rotation applied.
    pub height: f64,
    /// What is printed in type, in the order it was drawn.
    pub glyphs: Vec<Glyph>,
    /// Straight lines and thin bars.
    pub rules: Vec<Rule>,
    /// Pictures.
    pub pictures: Vec<Area>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Its width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle between its sides.
    #[must_use]
    pub fn centre(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A printed colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// Black, the colour of what has no plain colour too.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Darker than this in all three, and the eye takes it for black; CMYK black comes out at about 35.
    const DARK: u8 = 64;

    /// How much redder than green and blue red is; Y80 M80 comes out at about 140.
    const REDDER: u8 = 80;

    /// Whether it prints as black.
    #[must_use]
    pub fn is_black(self) -> bool {
        self.red < Self::DARK && self.green < Self::DARK && self.blue < Self::DARK
    }

    /// Whether it is the red of mastheads.
    #[must_use]
    pub fn is_red(self) -> bool {
        self.red >= self.green.max(self.blue).saturating_add(Self::REDDER)
    }
}

/// One printed character.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Where it stands.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Its advance.
    pub width: f64,
    /// Its type size in points.
    pub size: f64,
    /// What its ink covers; none for a space.
    pub ink: Option<Area>,
    /// The characters it stands for; empty if the file does not tell.
    pub text: String,
    /// Its font's name without the subset's prefix; empty if the file does not tell.
    pub font: Arc<str>,
    /// Its colour.
    pub colour: Colour,
    /// Whether it stands upright.
    pub upright: bool,
}

/// Where a hanzi's em box begins above and ends below the baseline, in ems. Fonts differ by 0.02 em, 0.1 mm.
pub const EM_ABOVE: f64 = 0.88;
/// See [`EM_ABOVE`].
pub const EM_BELOW: f64 = 0.12;

impl Glyph {
    /// Where it ends.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The size in millimetres.
    #[must_use]
    pub fn em(&self) -> f64 {
        self.size * MM_PER_PT
    }

    /// The only character it stands for.
    #[must_use]
    pub fn character(&self) -> Option<char> {
        let mut characters = self.text.chars();
        characters.next().filter(|_| characters.next().is_none())
    }

    /// Whether it is a hanzi (or unread, but as wide as one).
    #[must_use]
    pub fn is_hanzi(&self) -> bool {
        match self.character() {
            Some(c) => {
                matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
            }
            None => self.text.is_empty() && self.ink.is_some() && (self.width / self.em() - 1.0).abs() < 0.02,
        }
    }

    /// Whether nothing is seen of it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.ink.is_none() || (!self.text.is_empty() && self.text.chars().all(char::is_whitespace))
    }
}

/// A straight line or a thin bar.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What it covers, its thickness included.
    pub area: Area,
    /// Its colour.
    pub colour: Colour,
}

impl Rule {
    /// Whether it runs from left to right.
    #[must_use]
    pub fn is_horizontal(&self) -> bool {
        self.area.width() > self.area.height()
    }

    /// Its thickness.
    #[must_use]
    pub fn thickness(&self) -> f64 {
        self.area.width().min(self.area.height())
    }

    /// Its middle, for a horizontal one.
    #[must_use]
    pub fn y(&self) -> f64 {
        f64::midpoint(self.area.top, self.area.bottom)
    }
}
