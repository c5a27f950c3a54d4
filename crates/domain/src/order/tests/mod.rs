mod diagram;
mod giving_back;
mod life;
mod placement;
