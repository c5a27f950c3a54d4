mod life;
mod placement;
