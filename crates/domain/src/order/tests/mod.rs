mod diagram;
mod life;
mod placement;
