//! Every rule of the reader, on small files.
