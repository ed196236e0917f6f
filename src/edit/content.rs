//! What a text says, without how it is written, and changes made to that: what an edit is held to.

use serde::{Deserialize, Serialize};

use super::{Change, Refusal, Step};
use crate::yaml::{Node, Value};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A text; an empty one is a value that was left out.
    Text(String),
    /// A list.
    List(Vec<Content>),
    /// Fields in their order.
    Fields(Vec<(String, Content)>),
}

impl Content {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Of a node.
    #[must_use]
    pub fn of(node: &Node) -> Self {
        match &node.value {
            Value::Scalar(scalar) => Self::Text(scalar.text.as_str().to_owned()),
            Value::Sequence(list) => Self::List(list.items.iter().map(Self::of).collect()),
            Value::Mapping(mapping) => {
                Self::Fields(mapping.iter().map(|(key, value)| (key.to_owned(), Self::of(value))).collect())
            }
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Fields(fields) => fields.is_empty(),
        }
    }

    /// Whether another says the same: white space at the ends of texts says nothing, and neither does a value without
    /// anything in it, however it is written.
    #[must_use]
    pub(super) fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(own), Self::Text(other)) => own == other || lines(own).eq(lines(other)),
            (Self::List(own), Self::List(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.says(other))
            }
            (Self::Fields(own), Self::Fields(other)) => {
                let same = |((a, own), (b, other)): (&(String, Self), &(String, Self))| a == b && own.says(other);
                own.len() == other.len() && own.iter().zip(other).all(same)
            }
            _ => self.is_blank() && other.is_blank(),
        }
    }

    /// What is there at a path.
    #[must_use]
    pub fn get(&self, path: &[Step]) -> Option<&Self> {
        path.iter().try_fold(self, |content, step| match (step, content) {
            (Step::Index(nth), Self::List(items)) => items.get(*nth),
            (Step::Key(key), Self::Fields(fields)) => fields.iter().find(|(name, _)| name == key).map(|(_, v)| v),
            _ => None,
        })
    }

    fn get_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |content, step| match (step, content) {
            (Step::Index(nth), Self::List(items)) => items.get_mut(*nth),
            (Step::Key(key), Self::Fields(fields)) => fields.iter_mut().find(|(name, _)| name == key).map(|(_, v)| v),
            _ => None,
        })
    }

    /// With a change made.
    pub(super) fn with(&self, change: &Change) -> Result<Self, Refusal> {
        let mut content = self.clone();
        content.make(change)?;
        Ok(content)
    }

    fn make(&mut self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Set { path, content } => *self.place(path)? = content.clone(),
            Change::Insert { path, at, content } => self.place(path)?.insert(*at, content.clone())?,
            Change::Remove { path } => drop(self.take(path)?),
            Change::Move { path, to, at } => {
                if to.starts_with(path) {
                    return Err(Refusal::NoSuchPlace);
                }
                // The list may be found by a path that the item's leaving changes.
                let (list, item) = (self.place(to)?.clone(), self.place(path)?.clone());
                let own = path.split_last().is_some_and(|(_, list)| list == to.as_slice());
                if own {
                    self.take(path)?;
                    return self.place(to)?.insert(*at, item);
                }
                let mut grown = list;
                grown.insert(*at, item)?;
                *self.place(to)? = grown;
                self.take(&after_insertion(path, to, *at))?;
            }
            Change::Copy { path } => {
                let item = self.place(path)?.clone();
                let (Step::Index(nth), list) = path.split_last().ok_or(Refusal::NoSuchPlace)? else {
                    return Err(Refusal::NoSuchPlace);
                };
                self.place(list)?.insert(nth + 1, item)?;
            }
            Change::Add { path, at, key, content } => self.place(path)?.add(*at, key, content)?,
            Change::Rename { path, key } => self.rename(path, key)?,
            Change::Expand { path, key } => {
                let place = self.place(path)?;
                let short = std::mem::replace(place, Self::List(Vec::new()));
                *place = Self::Fields(vec![(key.clone(), short)]);
            }
        }
        Ok(())
    }

    fn place(&mut self, path: &[Step]) -> Result<&mut Self, Refusal> {
        self.get_mut(path).ok_or(Refusal::NoSuchPlace)
    }

    fn insert(&mut self, at: usize, item: Self) -> Result<(), Refusal> {
        if self.is_blank() {
            *self = Self::List(Vec::new());
        } else if !matches!(self, Self::List(_)) {
            // What is no list stands for a list of one.
            *self = Self::List(vec![self.clone()]);
        }
        match self {
            Self::List(items) if at <= items.len() => {
                items.insert(at, item);
                Ok(())
            }
            _ => Err(Refusal::NoSuchPlace),
        }
    }

    fn add(&mut self, at: usize, key: &str, content: &Self) -> Result<(), Refusal> {
        if self.is_blank() {
            *self = Self::Fields(Vec::new());
        }
        let Self::Fields(fields) = self else { return Err(Refusal::NoSuchPlace) };
        if key.is_empty() || fields.iter().any(|(name, _)| name == key) {
            return Err(Refusal::BadName);
        }
        fields.insert(at.min(fields.len()), (key.to_owned(), content.clone()));
        Ok(())
    }

    fn take(&mut self, path: &[Step]) -> Result<Self, Refusal> {
        let (last, parent) = path.split_last().ok_or(Refusal::NoSuchPlace)?;
        match (last, self.place(parent)?) {
            (Step::Index(nth), Self::List(items)) if *nth < items.len() => Ok(items.remove(*nth)),
            (Step::Key(key), Self::Fields(fields)) => {
                let nth = fields.iter().position(|(name, _)| name == key).ok_or(Refusal::NoSuchPlace)?;
                Ok(fields.remove(nth).1)
            }
            _ => Err(Refusal::NoSuchPlace),
        }
    }

    fn rename(&mut self, path: &[Step], key: &str) -> Result<(), Refusal> {
        let (Step::Key(old), parent) = path.split_last().ok_or(Refusal::NoSuchPlace)? else {
            return Err(Refusal::NoSuchPlace);
        };
        let Self::Fields(fields) = self.place(parent)? else { return Err(Refusal::NoSuchPlace) };
        let taken = fields.iter().any(|(name, _)| name == key && name != old);
        if key.trim().is_empty() || key.contains(['\n', '\r']) || taken {
            return Err(Refusal::BadName);
        }
        let field = fields.iter_mut().find(|(name, _)| name == old).ok_or(Refusal::NoSuchPlace)?;
        key.clone_into(&mut field.0);
        Ok(())
    }
}

/// A path once an item was inserted somewhere.
pub(super) fn after_insertion(path: &[Step], list: &[Step], at: usize) -> Vec<Step> {
    let mut path = path.to_vec();
    if path.starts_with(list)
        && let Some(Step::Index(nth)) = path.get_mut(list.len())
        && *nth >= at
    {
        *nth += 1;
    }
    path
}

/// The lines of a text as far as they say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim().lines().map(|line| line.trim_matches([' ', '\t', '\r']))
}
