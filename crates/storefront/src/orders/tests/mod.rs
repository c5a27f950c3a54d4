mod files;
mod giving_back;
mod receiving;
