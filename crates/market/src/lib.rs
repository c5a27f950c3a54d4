
pub mod imports;
