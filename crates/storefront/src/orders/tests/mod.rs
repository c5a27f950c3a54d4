mod giving_back;
mod receiving;
