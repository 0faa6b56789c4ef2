//! A table of texts as a Parquet file with typed columns. The only place that names `parquet`.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::batch::{Column, Kind};

/// Rows of a row group, or a few more: a block is not split.
const GROUP: usize = 65_536;

/// The cells of a column that are waiting to be written, and which cells have a value.
struct Waiting {
    values: Values,
    given: Vec<i16>,
}

enum Values {
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
    Text(Vec<ByteArray>),
}

impl Waiting {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
            Kind::Text => Values::Text(Vec::new()),
        };
        Self {
            values,
            given: Vec::new(),
        }
    }

    fn push(&mut self, cell: &str) -> Option<()> {
        self.given.push(i16::from(!cell.is_empty()));
        if cell.is_empty() {
            return Some(());
        }
        match &mut self.values {
            Values::Whole(values) => values.push(cell.parse().ok()?),
            Values::Number(values) => {
                values.push(cell.parse().ok().filter(|v: &f64| v.is_finite())?);
            }
            Values::Flag(values) => values.push(cell.parse().ok()?),
            Values::Text(values) => values.push(cell.into()),
        }
        Some(())
    }

    fn flush<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let given = std::mem::take(&mut self.given);
        match &mut self.values {
            Values::Whole(values) => put::<Int64Type, W>(group, values, &given),
            Values::Number(values) => put::<DoubleType, W>(group, values, &given),
            Values::Flag(values) => put::<BoolType, W>(group, values, &given),
            Values::Text(values) => put::<ByteArrayType, W>(group, values, &given),
        }
    }
}

fn put<D: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<D::T>,
    given: &[i16],
) -> Result<(), ParquetError> {
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("a column too many".to_owned()))?;
    column.typed::<D>().write_batch(values, Some(given), None)?;
    values.clear();
    column.close()
}

/// Writes the CSV texts of `blocks`, each with a header, as one file.
pub(super) fn write(
    out: &mut (dyn Write + Send),
    columns: &[Column],
    blocks: impl Iterator<Item = io::Result<Vec<u8>>>,
) -> io::Result<()> {
    let properties = WriterProperties::builder()
        .set_created_by("dabiao".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .build();
    let mut writer =
        SerializedFileWriter::new(out, Arc::new(schema(columns)?), Arc::new(properties))?;
    let mut waiting: Vec<Waiting> = columns.iter().map(|c| Waiting::new(c.kind)).collect();
    let mut rows = 0;
    let flush = |waiting: &mut Vec<Waiting>, writer: &mut SerializedFileWriter<_>| {
        let mut group = writer.next_row_group()?;
        for column in waiting {
            column.flush(&mut group)?;
        }
        group.close().map(drop)
    };
    for block in blocks {
        let block = block?;
        let mut reader = csv::Reader::from_reader(block.as_slice());
        for record in reader.records() {
            let record = record?;
            let cells = waiting.iter_mut().zip(&record).zip(columns);
            for ((waiting, cell), column) in cells {
                let wrong = || io::Error::other(format!("{}: {cell}", column.name));
                waiting.push(cell).ok_or_else(wrong)?;
            }
            rows += 1;
        }
        if rows >= GROUP {
            flush(&mut waiting, &mut writer)?;
            rows = 0;
        }
    }
    if rows > 0 {
        flush(&mut waiting, &mut writer)?;
    }
    writer.close()?;
    Ok(())
}

fn schema(columns: &[Column]) -> Result<Type, ParquetError> {
    let field = |column: &Column| {
        let (physical, converted) = match column.kind {
            Kind::Whole => (Physical::INT64, ConvertedType::NONE),
            Kind::Number => (Physical::DOUBLE, ConvertedType::NONE),
            Kind::Flag => (Physical::BOOLEAN, ConvertedType::NONE),
            Kind::Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
        };
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_converted_type(converted)
            .with_repetition(Repetition::OPTIONAL);
        field.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("runs").with_fields(fields).build()
}
