//! Finds the fields of a CSV file with the crate `csv`, strict as it is by itself: a record of another length than the first is an error.
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: csv-peer FILE")?;
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let (mut records, mut fields) = (0, 0);
    while reader.read_byte_record(&mut record)? {
        records += 1;
        fields += record.len();
    }
    println!("records {records} fields {fields}");
    Ok(())
}
