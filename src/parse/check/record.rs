//! What the check gives: values that have their type and still know their place.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{Localized, MunicipalityId, Period, TermId, Thousandths};

/// The fields that a file, or a group in it, gives.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Where to say something about it as a whole.
    pub owner: Range<usize>,
    pub(super) items: Vec<Item>,
}

/// A field with its value.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub key: &'static str,
    pub key_span: Range<usize>,
    pub value: Checked,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it is.
    pub is: Is,
}

/// A value that has its type.
#[derive(Clone, Debug)]
pub enum Is {
    /// Something that a remark has been made on.
    Wrong,
    /// A text, an address, a key.
    Text(String),
    /// A text in one or several languages.
    Localized(Localized),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// A decimal number.
    Number(Thousandths),
    /// A day.
    Date(Date),
    /// A period.
    Period(Period),
    /// A municipality.
    Municipality(MunicipalityId),
    /// A word of the vocabulary.
    Word(TermId),
    /// One of a fixed set.
    Choice(&'static str),
    /// A list; also what may be one value or a list.
    List(Vec<Checked>),
    /// A group of fields.
    Map(Record),
}

macro_rules! accessors {
    ($($(#[$doc:meta])* $name:ident: $variant:ident => $type:ty;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self, key: &str) -> Option<$type> {
            match &self.get(key)?.is {
                Is::$variant(value) => Some(value.clone()),
                _ => None,
            }
        }
    )*};
}

impl Record {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Checked> {
        self.items.iter().find(|item| item.key == key).map(|item| &item.value)
    }

    /// Whether a field is given, rightly or wrongly.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Where a field's value stands; without the field, where to say something about the group.
    #[must_use]
    pub fn span(&self, key: &str) -> Range<usize> {
        self.get(key).map_or(self.owner.clone(), |value| value.span.clone())
    }

    /// Where a field's key stands; without the field, where to say something about the group.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Range<usize> {
        let item = self.items.iter().find(|item| item.key == key);
        item.map_or(self.owner.clone(), |item| item.key_span.clone())
    }

    accessors! {
        /// A text, an address, a key.
        text: Text => String;
        /// A text in one or several languages.
        localized: Localized => Localized;
        /// Yes or no.
        truth: Bool => bool;
        /// A whole number.
        whole: Whole => i64;
        /// A decimal number.
        number: Number => Thousandths;
        /// A day.
        date: Date => Date;
        /// A period.
        period: Period => Period;
        /// A word of the vocabulary.
        word: Word => TermId;
        /// One of a fixed set.
        choice: Choice => &'static str;
    }

    /// A group of fields.
    #[must_use]
    pub fn record(&self, key: &str) -> Option<&Record> {
        match &self.get(key)?.is {
            Is::Map(record) => Some(record),
            _ => None,
        }
    }

    /// The items of a list; none without the field.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Checked] {
        match self.get(key).map(|value| &value.is) {
            Some(Is::List(items)) => items,
            _ => &[],
        }
    }

    /// This group, with the fields of `other` where it has none, as if they stood `at` a place here.
    #[must_use]
    pub fn or(mut self, other: &Record, at: &Range<usize>) -> Self {
        for item in &other.items {
            if !self.has(item.key) {
                let value = Checked { span: at.clone(), is: item.value.is.clone() };
                self.items.push(Item { key: item.key, key_span: at.clone(), value });
            }
        }
        self
    }

    /// The items of a list, to be completed; none without the field.
    pub fn list_mut(&mut self, key: &str) -> &mut [Checked] {
        match self.items.iter_mut().find(|item| item.key == key).map(|item| &mut item.value.is) {
            Some(Is::List(items)) => items,
            _ => &mut [],
        }
    }

    /// The groups of a list.
    pub fn records(&self, key: &str) -> impl Iterator<Item = &Record> {
        self.list(key).iter().filter_map(|item| match &item.is {
            Is::Map(record) => Some(record),
            _ => None,
        })
    }

    /// The texts of a list, with their places.
    pub fn texts(&self, key: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.list(key).iter().filter_map(|item| match &item.is {
            Is::Text(text) => Some((text.as_str(), item.span.clone())),
            _ => None,
        })
    }

    /// The words of a list.
    #[must_use]
    pub fn words(&self, key: &str) -> Option<Vec<TermId>> {
        self.has(key).then(|| {
            let word = |item: &Checked| match item.is {
                Is::Word(id) => Some(id),
                _ => None,
            };
            self.list(key).iter().filter_map(word).collect()
        })
    }
}
