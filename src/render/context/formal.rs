//! What templates see of the elements of a formal paper (公文要素).

use minijinja::value::Value;

use super::Maker;
use crate::paper::{Formal, Masthead, Seal, Stamp};
use crate::text::Text;

impl Maker {
    /// The elements as fields of `paper`.
    pub(super) fn formal(&mut self, formal: &Formal) -> [(&'static str, Value); 15] {
        let signers = formal.signers.iter().map(|signer| self.characters(signer)).collect();
        [
            ("masthead", self.masthead(formal.masthead.as_ref())),
            ("document_number", self.optional(formal.number.as_ref())),
            ("signers", signers),
            ("copy_number", self.optional(formal.copy_number.as_ref())),
            ("classification", self.optional(formal.classification.as_ref())),
            ("urgency", self.optional(formal.urgency.as_ref())),
            ("seals", formal.seals.iter().map(|seal| self.seal(seal)).collect()),
            ("stamps", formal.stamps.iter().map(|stamp| self.stamp(stamp)).collect()),
            ("notes", self.texts(&formal.notes)),
            ("present", self.texts(&formal.present)),
            ("absent", self.texts(&formal.absent)),
            ("attending", self.texts(&formal.attending)),
            ("cc", self.optional(formal.cc.as_ref())),
            ("printed_by", self.optional(formal.printed_by.as_ref())),
            ("printed_on", self.optional(formal.printed_on.as_ref())),
        ]
    }

    /// A paper without a masthead has one without organs, so that a layout need not ask.
    fn masthead(&mut self, masthead: Option<&Masthead>) -> Value {
        let organs = masthead.map(|masthead| masthead.organs.as_slice()).unwrap_or_default();
        let suffix = masthead.and_then(|masthead| masthead.suffix.as_ref());
        Value::from_pairs([
            ("organs", organs.iter().map(|organ| self.characters(organ)).collect()),
            ("suffix", suffix.map_or_else(|| Value::from_iter(Vec::<Value>::new()), |suffix| self.characters(suffix))),
            ("size", masthead.and_then(|masthead| masthead.size).map_or(Value::from(()), Value::from)),
        ])
    }

    /// A picture, or none for the drawn stand-in.
    fn seal(&mut self, seal: &Seal) -> Value {
        let picture = match seal {
            Seal::Sample => Value::from(()),
            Seal::Picture(picture) => self.picture(picture),
        };
        Value::from_pairs([("picture", picture)])
    }

    fn stamp(&mut self, stamp: &Stamp) -> Value {
        Value::from_pairs([
            ("post", self.optional(stamp.post.as_ref())),
            ("name", self.optional(stamp.name.as_ref())),
            ("picture", stamp.picture.as_ref().map_or(Value::from(()), |picture| self.picture(picture))),
        ])
    }

    /// A text as its characters, for what is spread evenly.
    fn characters(&mut self, text: &Text) -> Value {
        let value = text.as_str();
        let mut starts: Vec<usize> =
            value.char_indices().filter(|(at, c)| *at == 0 || !joins(*c)).map(|(at, _)| at).collect();
        starts.push(value.len());
        starts.windows(2).map(|pair| self.text(&text.slice(pair[0]..pair[1]))).collect()
    }
}

/// Whether a character only changes the one before it.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
