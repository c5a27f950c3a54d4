# One static program in an empty image: `docker build --tag souk .`, or `docker compose up`, which adds a PostgreSQL.

FROM docker.io/library/rust:1.94-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo xtask dist /out

FROM scratch
COPY --from=build /out/souk /souk
# Belongs to the account below, and so does a fresh volume that is mounted here.
COPY --from=build --chown=10001:10001 /out/data /data
USER 10001:10001
# Reached from outside the container, so the shop must be told SOUK_PUBLIC_URL: where buyers find it.
ENV SOUK_LISTEN=0.0.0.0:8080 SOUK_DATA=/data SOUK_LOG=json
EXPOSE 8080
# All that is ever written: the database (where no other is named), pictures, the server's key.
VOLUME /data
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["/souk", "health"]
ENTRYPOINT ["/souk"]
CMD ["serve"]
